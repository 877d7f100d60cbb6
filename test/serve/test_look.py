"""The settings: keys and colours that a browser keeps, what stands on the buttons by them, what is refused. Argument: the program."""
import html
import re
import urllib.parse

from server import Server, ledger
from tap import equal, holds, main


def case_keys_and_colours_are_the_browsers_own(folder):
    with Server(ledger(folder)) as server:
        secret = re.search(r'name="csrf" value="(\w+)"', server.page("/settings"))[1]
        chosen = {"csrf": secret, "as": "chosen", "theme": "dark", "key_accept": "k", "key_reject": "", "key_later": "s", "key_flag": "f", "key_edit": "e", "key_back": "u", "key_search": "/"}
        def send(**other):
            form = urllib.parse.urlencode({**chosen, **other})
            return server.ask("/settings", "POST", form, Content_Type="application/x-www-form-urlencoded", Origin=server.base)
        status, headers, _ = send()
        equal((status, headers["Location"]), (303, "/settings"))
        holds(headers["Set-Cookie"], "toll_look=d.k-sfeu/;", "HttpOnly", "SameSite=Strict", "Path=/")
        dark = server.ask("/inbox", Cookie="toll_look=d.k-sfeu/")[2].decode()
        holds(dark, '<html lang="en" data-theme="dark">', 'content="dark"', 'data-key="k">Accept <kbd>k</kbd>', '<button name="action" value="reject">Reject</button>')
        _, headers, light = server.ask("/inbox")
        holds(light.decode(), '<html lang="en">', 'data-key="a">Accept <kbd>a</kbd>')
        holds(headers["Vary"], "Cookie")
        equal(server.ask("/inbox", If_None_Match=headers["ETag"])[0], 304)
        equal(server.ask("/inbox", If_None_Match=headers["ETag"], Cookie="toll_look=d.k-sfeu/")[0], 200)      # another page
        holds(server.ask("/method", Cookie="toll_look=s.-xsfeu/")[2].decode(), "no key", 'href="/settings"')
        holds(server.ask("/search", Cookie="toll_look=s.axsfeuw")[2].decode(), 'data-search="w"', "Words <kbd>w</kbd>")
        holds(send(**{"as": "usual"})[1]["Set-Cookie"], "toll_look=s.axsfeu/;")


def case_what_is_no_look_is_as_if_nobody_had_chosen(folder):
    with Server(ledger(folder)) as server:
        for wrong in ("d.kksfeu/", "d.", "x.axsfeu/", "d.axsfeu/z", "d.AXSFEU/", 'd.a"><b>u', "d" * 5000):
            holds(server.ask("/inbox", Cookie="toll_look=" + wrong)[2].decode(), '<html lang="en">', "<kbd>a</kbd>")


def case_what_cannot_be_kept_is_refused_with_the_reason(folder):
    with Server(ledger(folder)) as server:
        secret = re.search(r'name="csrf" value="(\w+)"', server.page("/settings"))[1]
        for bad, said in (("theme=pink", "are no colours"), ("theme=dark&key_accept=A", "no key to accept with"), ("theme=dark&key_accept=ab", "no key"),
                          ("theme=dark&key_accept=%3C", "no key"), ("theme=dark&key_accept=s&key_later=s", "two things have one key"), ("", "are no colours")):
            status, headers, body = server.ask("/settings", "POST", f"csrf={secret}&{bad}", Content_Type="application/x-www-form-urlencoded", Origin=server.base)
            equal((bad, status, headers["Set-Cookie"]), (bad, 422, None))
            holds(html.unescape(body.decode()), said)
        status, headers, _ = server.ask("/settings", "POST", f"csrf={'0' * 64}&theme=dark", Content_Type="application/x-www-form-urlencoded", Origin=server.base)
        equal((status, headers["Set-Cookie"]), (403, None))


main(globals())
