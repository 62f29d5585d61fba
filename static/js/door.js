/* The list at the door: letters narrow it, Enter ticks the marked name, nothing ticked is lost unasked. It works without. */
"use strict";

const form = document.getElementById("door");

if (form) {
  const search = document.getElementById("door-search");
  const said = document.getElementById("door-said");
  const rows = [...form.querySelectorAll("[data-door]")].map((item) => ({
    item,
    box: item.querySelector("input[type=checkbox]"),
    name: item.querySelector("[data-name]").textContent,
    words: [...item.querySelectorAll("[data-name]")].flatMap((part) => wordsOf(part.textContent)),
  }));
  let marked = null;
  let isLeaving = false;

  function wordsOf(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.split(/[\s-]+/u).filter(Boolean);
  }

  const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_all, key) => values[key]);
  const say = (name, values = {}) => { said.textContent = fill(said.dataset[name], values); };
  const ticked = () => rows.filter((row) => row.box.checked).length;
  const isChanged = () => rows.some((row) => row.box.checked !== row.box.defaultChecked);

  function mark(row) {
    marked?.item.classList.remove("door-row--marked");
    marked = row;
    marked?.item.classList.add("door-row--marked");
  }

  /* The names that begin so; of these the first that is not ticked yet is marked. */
  function narrow() {
    const typed = wordsOf(search.value);
    const found = rows.filter((row) => typed.every((part) => row.words.some((word) => word.startsWith(part))));
    rows.forEach((row) => { row.item.hidden = !found.includes(row); });
    form.querySelectorAll("fieldset").forEach((part) => {
      part.hidden = !part.querySelector("[data-door]:not([hidden])");
    });
    const open = found.filter((row) => !row.box.disabled);
    mark(typed.length ? open.find((row) => !row.box.checked) ?? open[0] ?? null : null);
    if (!typed.length) return say("help");
    if (!marked) return say("nobody");
    return say(marked.box.checked ? "already" : "next", { name: marked.name });
  }

  function tick() {
    const { name, box } = marked;
    const sentence = box.checked ? "already" : "ticked";
    box.checked = true;
    search.value = "";
    narrow();
    say(sentence, { name, number: ticked() });
  }

  search.addEventListener("input", narrow);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !search.value.trim()) return;
    event.preventDefault();
    if (marked) tick();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "checkbox") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => { isLeaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged() && !isLeaving) event.preventDefault();
  });
  document.getElementById("door-find").remove();
  document.getElementById("door-help").hidden = true;
  said.hidden = false;
  narrow();
  search.focus();
}
