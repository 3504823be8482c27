"""
A council's page elsewhere, which embeds the directory (first argument) by one
way at each address, under a policy that names the directory alone.  Prints
its port, then serves until it is stopped.
"""
import http.server
import sys
import urllib.request

DIRECTORY = sys.argv[1]

PAGES = {
    "/": "<p>A council.</p>",
    "/script": f"""<script src="{DIRECTORY}/embed/v1.js" async></script>
<signpost-search area="trafford" type="talking" limit="3"><a href="{DIRECTORY}/search?type=talking&amp;area=trafford">Find support</a></signpost-search>""",
    "/frame": f"""<script src="{DIRECTORY}/embed/v1.js" async></script>
<iframe src="{DIRECTORY}/embed?area=trafford" title="Find support" width="100%" height="640"></iframe>""",
    "/frame?sandbox": f"""<script src="{DIRECTORY}/embed/v1.js" async></script>
<iframe sandbox="allow-scripts allow-forms allow-popups allow-top-navigation-by-user-activation" src="{DIRECTORY}/embed?area=trafford" title="Find support" width="100%" height="640"></iframe>""",
    "/others": f"""<script src="/others.js"></script>
<iframe src="{DIRECTORY}/embed?area=trafford&amp;childId=child" title="Find support" width="100%" height="640"></iframe>""",
    "/form": f"""<form action="{DIRECTORY}/search" method="get"><label>Find support <input name="q"></label><input type="hidden" name="area" value="trafford"><button>Search</button></form>
<a href="{DIRECTORY}/search?type=talking&amp;area=trafford">Find support</a>""",
}

# What pym.js and iframe-resizer do, as far as a frame can tell.
OTHERS = """window.said = [];
addEventListener('message', e => window.said.push(String(e.data)));
addEventListener('load', () => document.querySelector('iframe').contentWindow.postMessage('[iFrameSizer]resizer1:0:false:false:32:true:true:null:bodyOffset', '*'));"""

POLICY = (
    "default-src 'none'; script-src {0} 'self'; connect-src {0}; frame-src {0}; "
    "form-action {0}; style-src 'self'; img-src data:"
).format(DIRECTORY)


class Council(http.server.BaseHTTPRequestHandler):
    def body(self):
        if self.path == "/include":
            with urllib.request.urlopen(DIRECTORY + "/embed/fragment?area=trafford") as part:
                return part.read().decode()
        return PAGES.get(self.path)

    def do_GET(self):
        if self.path in ("/others.js", "/style.css"):
            script = self.path.endswith("js")
            text, kind = (OTHERS, "text/javascript") if script else (
                "body{font-family:Georgia,serif} signpost-search{--signpost-accent:#4a2370}", "text/css")
        else:
            body, kind = self.body(), "text/html; charset=utf-8"
            if body is None:
                self.send_error(404)
                return
            text = ('<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A council</title>'
                    '<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head><body>'
                    f"<h1>A council</h1>{body}</body></html>")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Council)
print(server.server_port, flush=True)
server.serve_forever()
