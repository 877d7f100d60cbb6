"""Makes WARC records, as crawlers write them, for tests and benchmarks."""
import gzip


def http(body, status="200 OK", **headers):
    """An HTTP response. Header names: content_type="text/html" becomes Content-Type."""
    lines = [f"HTTP/1.1 {status}"] + [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body.encode() if isinstance(body, str) else body)


def record(block, url="http://example.org/a", kind="response", media="application/http; msgtype=response", length=None, version="1.0", more=""):
    head = f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2023-01-04T10:11:12Z\r\n"
    if url:
        head += f"WARC-Target-URI: {url}\r\n"
    head += f"Content-Type: {media}\r\n{more}Content-Length: {len(block) if length is None else length}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def page(text, url="http://example.org/a", **headers):
    headers.setdefault("content_type", "text/html; charset=utf-8")
    return record(http(text, **headers), url)


def info():
    return record(b"software: test\r\n", url=None, kind="warcinfo", media="application/warc-fields")


def packed(*records):
    """Each record a gzip member of its own."""
    return b"".join(gzip.compress(part, mtime=0) for part in records)
