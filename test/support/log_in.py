"""Logs in to Django's admin as a browser does: log_in.py ORIGIN NAME PASSWORD. Prints where that ends, and as whom."""
import http.cookiejar
import re
import sys
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

origin, name, password = sys.argv[1:]
opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
address = origin + "/admin/login/?next=/admin/"
page = opener.open(address, timeout=30).read().decode()
token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
fields = {"csrfmiddlewaretoken": token, "username": name, "password": password, "next": "/admin/"}
sent = Request(address, urlencode(fields).encode(), {"Origin": origin, "Referer": address})
answer = opener.open(sent, timeout=30)
welcome = re.search(r"Welcome,\s*<strong>([^<]*)<", answer.read().decode())
print(answer.url, welcome.group(1) if welcome else "nobody")
