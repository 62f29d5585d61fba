"""Markdown by people becomes HTML that can do no harm."""

import unicodedata

import pytest

from people.text import render_markdown, tidy


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("plain", "<p>plain</p>\n"),
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>\n"),
        ("# A title", "<h3>A title</h3>\n"),
        ("## Second", "<h4>Second</h4>\n"),
        ("### Third", "<h5>Third</h5>\n"),
        ("###### Sixth", "<h5>Sixth</h5>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("# <script>alert(1)</script>", "<h3>&lt;script&gt;alert(1)&lt;/script&gt;</h3>\n"),
        ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
        ("3. third", '<ol start="3">\n<li>third</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
    ],
)
def test_markdown(source, html):
    assert render_markdown(source) == html


@pytest.mark.parametrize("address", ["https://example.org/", "http://example.org/", "mailto:a@example.org"])
def test_links_lead_to_the_web_and_to_mail(address):
    html = f'<p><a href="{address}" rel="nofollow ugc noopener">here</a></p>\n'

    assert render_markdown(f"[here]({address})") == html


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "javascript&#58;alert(1)"],
)
def test_links_lead_nowhere_else(address):
    html = render_markdown(f"[here]({address})")

    assert "href" not in html
    assert "<a" not in html


def test_images_are_dropped():
    html = render_markdown("![a cat](https://example.org/cat.png)")

    assert "<img" not in html
    assert "cat.png" in html  # what stood there stays as a link


def test_tidy_composes_and_trims():
    assert tidy("  Zoe\u0301\r\nline\rend \n") == "Zo\u00e9\nline\nend"
    assert unicodedata.is_normalized("NFC", tidy("Ho\u0302tel"))
