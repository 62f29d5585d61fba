/* Drafts that survive a closed tab, counters for long texts, one click one request. Every page works without it. */
"use strict";

const KEEP_DAYS = 30;
const RESEND_AFTER = 8000;
const PREFIX = "draft:";
const words = document.getElementById("site-words")?.dataset ?? {};
const owner = document.body.dataset.person ?? "";

const storage = (() => {
  try {
    localStorage.setItem(PREFIX, "");
    localStorage.removeItem(PREFIX);
    return localStorage;
  } catch {
    return null; // blocked by the browser: the pages work, drafts are not kept
  }
})();

const draftKey = (form) => `${PREFIX}${owner}:${form.dataset.draft}`;
const texts = (form) => [...form.querySelectorAll("textarea[name], input[type=text][name]")];

function read(key) {
  try {
    return JSON.parse(storage?.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

const draftKeys = () => Object.keys(storage ?? {}).filter((key) => key.startsWith(PREFIX));

function dropDrafts(unwanted) {
  draftKeys().filter((key) => unwanted(read(key))).forEach((key) => storage.removeItem(key));
}

function saveDraft(form, sent = false) {
  const changed = texts(form).filter((field) => field.value !== field.defaultValue);
  if (!changed.length && !sent) {
    storage?.removeItem(draftKey(form));
    return;
  }
  const fields = Object.fromEntries(changed.map((field) => [field.name, [field.defaultValue, field.value]]));
  try {
    storage?.setItem(draftKey(form), JSON.stringify({ fields, sent, at: Date.now() }));
  } catch {
    // the storage is full: nothing is lost that is on the page
  }
}

/* A text comes back where the page still holds what it was typed over; a page that changed since keeps its own. */
function restoreDraft(form) {
  const draft = read(draftKey(form));
  if (!draft || form.querySelector(".error-summary")) return;
  const restored = texts(form).filter((field) => {
    const [before, typed] = draft.fields[field.name] ?? [];
    if (before !== field.defaultValue || field.value === typed) return false;
    field.value = typed;
    return true;
  });
  if (restored.length) offerDiscard(form, restored);
}

function offerDiscard(form, restored) {
  const note = document.createElement("p");
  const discard = document.createElement("button");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  note.textContent = `${words.restored ?? ""} `;
  discard.type = "button";
  discard.className = "link-button";
  discard.textContent = words.discard ?? "";
  discard.addEventListener("click", () => {
    restored.forEach((field) => {
      field.value = field.defaultValue;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    storage?.removeItem(draftKey(form));
    note.remove();
  });
  note.append(discard);
  restored[0].after(note);
}

/* What was sent is done once a page arrives that is no refusal: neither a failure, nor the form again, nor the sign-in. */
function forgetSent() {
  const refused = document.querySelector("[data-refusal], .error-summary");
  dropDrafts((draft) => !draft || (draft.sent && !refused) || Date.now() - draft.at > KEEP_DAYS * 86400000);
  if (refused) draftKeys().forEach((key) => storage.setItem(key, JSON.stringify({ ...read(key), sent: false })));
}

function countCharacters(area) {
  if (area.dataset.counted) return;
  area.dataset.counted = "1";
  const limit = Number(area.dataset.limit);
  const counter = document.createElement("p");
  const said = document.createElement("span");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  counter.className = "counter";
  said.className = "visually-hidden";
  said.setAttribute("aria-live", "polite");
  area.parentElement.append(counter, said);
  const show = () => {
    const length = [...area.value.replace(/\r?\n/g, "\r\n")].length;
    const over = length > limit;
    counter.textContent = `${number.format(length)} / ${number.format(limit)}`;
    counter.classList.toggle("counter--over", over);
    said.textContent = over ? (words.tooLong ?? "") : "";
  };
  area.addEventListener("input", show);
  show();
}

function markSending(form, button) {
  if (form.dataset.sending) return false;
  form.dataset.sending = "1";
  button?.setAttribute("aria-disabled", "true");
  setTimeout(() => readyAgain(form), RESEND_AFTER); // whoever stopped the page may send again
  return true;
}

function readyAgain(form) {
  delete form.dataset.sending;
  form.querySelectorAll("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
}

function prepare(root) {
  root.querySelectorAll("textarea[data-limit]").forEach(countCharacters);
  root.querySelectorAll("form[data-draft]").forEach(restoreDraft);
  root.querySelectorAll("textarea[data-limit]").forEach((area) => area.dispatchEvent(new Event("input")));
}

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.dataset.draft) return;
  clearTimeout(form.draftTimer);
  form.draftTimer = setTimeout(() => saveDraft(form), 300);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (!markSending(form, event.submitter)) event.preventDefault();
  clearTimeout(form.draftTimer);
  if (form.dataset.draft) saveDraft(form, true);
  if ("signOut" in form.dataset) dropDrafts(() => true);
});

// A page that comes back from the browser's memory has its forms ready again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(readyAgain));

document.addEventListener("click", ({ target }) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => menu.contains(target) || (menu.open = false));
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] ??= document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt.closest("form");
  if (!form) return;
  readyAgain(form);
  if (detail.successful && form.dataset.draft && !form.querySelector(".error-summary")) storage?.removeItem(draftKey(form));
});

document.addEventListener("htmx:afterSwap", ({ detail }) => prepare(detail.target));

forgetSent();
prepare(document);
