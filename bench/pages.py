"""Pages as news sites serve them, made around given texts, and archives of them: WARC, a gzip member a record. No page is anybody's; what surrounds the article
(menus, scripts, styles, teasers, a footer) is made up, of the kinds and about the amounts that pages of news sites have."""
import gzip
import html
import random

WORDS = "world politics business culture sport weather opinion video live travel science health local markets election border river harbour market bridge school".split()


def links(chance, count, depth="li"):
    return "".join(f'<{depth} class="nav__item nav__item--{n}"><a class="link link--plain" href="/{chance.choice(WORDS)}/{chance.choice(WORDS)}-{n}" data-id="{n}">'
                   f"{' '.join(chance.choices(WORDS, k=3))}</a></{depth}>" for n in range(count))


def script(chance, count):
    rows = ",".join(f'"{chance.choice(WORDS)}{n}":{{"id":{chance.randrange(10 ** 6)},"on":true,"path":"/{chance.choice(WORDS)}/{n}"}}' for n in range(count))
    return f"<script>window.__state={{{rows}}};(function(w,d){{var s=d.createElement('script');s.async=1;d.head.appendChild(s)}})(window,document);</script>"


def style(chance, count):
    return "<style>" + "".join(f".{chance.choice(WORDS)}-{n}{{margin:0 {n % 9}px;color:#{chance.randrange(16 ** 6):06x}}}" for n in range(count)) + "</style>"


def page(text, number):
    chance = random.Random(number)
    paragraphs = [part.strip() for part in text.split("\n") if part.strip()]
    title = html.escape(paragraphs[0][:90])
    body = "".join(f'<p class="story__text" data-n="{n}">{html.escape(part, quote=False)}</p>\n' for n, part in enumerate(paragraphs))
    teasers = "".join(f'<article class="teaser"><a href="/{n}"><img src="/i/{n}.jpg" alt=""><h3>{" ".join(chance.choices(WORDS, k=6))}</h3></a></article>' for n in range(12))
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} | The Meridian</title><meta property="og:title" content="{title}">'
            f'<meta property="article:published_time" content="2023-01-{number % 28 + 1:02}T10:00:00Z"><meta property="og:site_name" content="The Meridian">'
            f'{style(chance, 90)}{script(chance, 110)}</head><body><header><nav><ul>{links(chance, 45)}</ul></nav></header><main><article class="story"><h1>{title}</h1>\n{body}</article>'
            f'<aside class="related"><h2>More</h2>{teasers}</aside></main><footer><ul>{links(chance, 30)}</ul><p>All rights reserved.</p></footer>{script(chance, 60)}</body></html>\n').encode()


def record(body, url):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2023-02-01T10:11:12Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def write_warc(path, texts, size):
    """About `size` bytes of pages around the texts, over and over. How many bytes of HTML, how many pages."""
    total = count = 0
    packed = []
    with open(path, "wb") as file:
        while total < size:
            for n, text in enumerate(texts):
                body = page(text, n)
                if n == len(packed):
                    packed.append(None)
                url = f"http://example.org/{count}"
                file.write(gzip.compress(record(body, url), 6))
                total += len(body)
                count += 1
                if total >= size:
                    break
    return total, count
