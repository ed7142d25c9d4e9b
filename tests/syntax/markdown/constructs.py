"""Short bodies for every section of the CommonMark and GitHub specifications, written for this test."""

from __future__ import annotations

CONSTRUCTS = [
    # Tabs and blanks
    "\tfoo\tbaz", "  \tcode", "- a\n\n\tb", "- a\n\n\t\tb", ">\t\tb", "-\t\tb", "#\ta", "*\t*\t*\t", "    a\n\tb", "a\n   b\n\tc",
    # Escapes and entities
    "\\!\\\"\\#\\$\\%\\&\\'\\(\\)\\*\\+\\,\\-\\.\\/\\:\\;\\<\\=\\>\\?\\@\\[\\\\\\]\\^\\_\\`\\{\\|\\}\\~", "\\a\\中\\ ", "\\*a*", "\\# a", "1\\. a",
    "\\[a](/b)", "a\\\nb", "`\\``", "&nbsp;&amp;&copy;&AElig;&Dcaron;", "&#35;&#1234;&#0;", "&#X22;&#xcab;", "&nbsp &x; &#; &#x;", "&copy",
    "[a](/f&ouml;)", "&#42;a&#42;", "* &#42; a", "a&#10;b", "&#9;a", "`f&ouml;`", "&MadeUp;",
    # Rules
    "***\n---\n___", "+++", "===", "--\n**\n__", " ***\n  ***\n   ***", "    ***", "a\n    ***", "_____________________________________",
    " - - -", " **  * ** * ** * **", "- - - -    ", "_ _ _ _ a", "a------", "---a---", " *-*", "- a\n***\n- b", "a\n***\nb", "a\n---\nb", "* a\n* * *\n* b",
    "- a\n- * * *",
    # Headings
    "# a\n## b\n### c\n#### d\n##### e\n###### f", "####### a", "#5 a\n\n#a", "\\## a", "# a *b* \\*c\\*", "#          a     ", " ### a\n  ## a\n   # a",
    "    # a", "a\n    # b", "## a ##\n  ###   b    ###", "# a ####################", "### a ###     ", "### a ### b", "# a#", "### a \\###\n## a #\\##",
    "****\n## a\n****", "a\n# b\nc", "## \n#\n### ###", "A *b*\n===\n\nA *b*\n---", "A *b\nc*\n====", "  A *b\nc*\t\n====", "a\n-------\n\na\n=",
    "   a\n---\n\n  a\n-----\n\n  a\n  ===", "    a\n    ---\n\n    a\n---", "a\n   ----      ", "a\n    ---", "a\n= =\n\na\n--- -", "a  \n-----", "a\\\n----",
    "`a\n----\n`", "> a\n---", "> a\nb\n===", "- a\n---", "a\nb\n===", "---\na\n---\nb\n---\nc", "\n====", "---\n---", "- a\n-----", "    a\n---",
    "> a\n-----", "\\> a\n------", "a\n\nb\n---\nc", "a\nb\n\n---\n\nc", "a\nb\n* * *\nc",
    # Code
    "    a\n      b", "  - a\n\n    b", "1.  a\n\n    - b", "    <a/>\n    *b*\n\n    - c", "    a\n\n    b\n  \n \n \n    c", "    a\n      \n      b",
    "a\n    b", "    a\nb", "# a\n    b\nA\n------\n    c\n----", "        a\n    b", "\n    \n    a\n    ", "    a  ",
    "```\n<\n >\n```", "~~~\n<\n >\n~~~", "``\na\n``", "```\na\n~~~\n```", "~~~\na\n```\n~~~", "````\na\n```\n``````", "```", "`````\n\n```\na", "> ```\n> a\n\nb",
    "```\n\n  \n```", "```\n```", " ```\n a\na\n```", "  ```\na\n  a\na\n  ```", "   ```\n   a\n    a\n  a\n   ```", "    ```\n    a\n    ```", "```\na\n  ```",
    "   ```\na\n  ```", "```\na\n    ```", "``` ```\na", "~~~~~~\na\n~~~ ~~", "a\n```\nb\n```\nc", "a\n---\n~~~\nb\n~~~\n# c", "```ruby\ndef a\n```",
    "~~~~    ruby startline=3 $%@#$\na\n~~~~~~~", "````;\n````", "``` aa ```\nb", "~~~ aa ``` ~~~\na\n~~~", "```\n``` a\n```",
    # Paragraphs and blank lines
    "a\n\nb", "a\nb\n\nc\nd", "a\n\n\nb", "  a\n b", "a\n             b\n                                       c", "   a\nb", "    a\nb", "a     \nb     ",
    "  \n\na\n  \n\n# a\n\n  ",
    # Tables
    "| a | b |\n| --- | --- |\n| c | d |", "| a | b |\n| :-: | -----------: |\nc | d", "| a\\|b |\n| ------ |\n| b `\\|` c |\n| b **\\|** c |",
    "| a | b |\n| --- | --- |\n| c | d |\n> e", "| a | b |\n| --- | --- |\n| c | d |\ne\n\nf", "| a | b |\n| --- |\n| c |", "| a | b |\n| --- | --- |\n| c |\n| c | d | e |",
    "| a | b |\n| --- | --- |", "a | b\n--- | ---\nc | d", "前面\n| a | b |\n| --- | --- |\n| c | d |", "| a |\n|---|\n|\n| b |", "- | a | b |\n  |---|---|\n  | c | d |",
    "> | a | b |\n> |---|---|\n> | c | d |", "|a|b|\n|-|-|\n|`c|d`|e|", "| a | b |\n|:-|-:|\n    | c | d |", "| a | b |\n|---|---|\n# c", "| a | b |\n|---|---|\n- c",
    "| a | b |\n|---|---|\n```\nc\n```", "a | b |\n-|-\n", "|a|\n|-|\n|b\\|", "| a | b |\n| - | - |\n| \\\\| | c |",
    # Quotes
    "> # a\n> b\n> c", "># a\n>b\n> c", "   > # a\n   > b\n > c", "    > # a\n    > b", "> # a\n> b\nc", "> a\nb\n> c", "> a\n---", "> - a\n- b", ">     a\n    b",
    "> ```\na\n```", "> a\n    - b", ">", ">\n>  \n> ", ">\n> a\n>  ", "> a\n\n> b", "> a\n> b", "> a\n>\n> b", "a\n> b", "> a\n***\n> b", "> a\nb", "> a\n\nb", "> a\n>\nb",
    "> > > a\nb", ">>> a\n> b\n>>c", ">     a\n\n>    b",
    # Items
    "a\n\n    b\n\n> c", "1.  a\n    b\n\n        c\n\n    > d", "- a\n\n b", "- a\n\n  b", " -    a\n\n     b", " -    a\n\n      b", "   > > 1.  a\n>>\n>>     b",
    ">>- a\n>>\n  >  > b", "-a\n\n2.b", "- a\n\n\n  b", "1.  a\n\n    ```\n    b\n    ```\n\n    c\n\n    > d", "- a\n\n      b\n\n\n      c", "123456789. a", "1234567890. a", "0. a",
    "003. a", "-1. a", "- a\n\n      b", "  10.  a\n\n           b", "    a\n\nb\n\n    c", "1.     a\n\n   b\n\n       c", "1.      a\n\n   b\n\n       c", "   a\n\nb", "-    a\n\n  b",
    "-  a\n\n   b", "-\n  a\n-\n  ```\n  b\n  ```\n-\n      c", "-   \n  a", "-\n\n  a", "- a\n-\n- b", "- a\n-   \n- b", "1. a\n2.\n3. b", "*", "a\n*\n\na\n1.",
    " 1.  a\n     b\n\n         c\n\n     > d", "    1.  a\n        b", "  1.  a\nb\n\n          c", "  1.  a\n    b", "> 1. > a\nb", "> 1. > a\n> b", "- a\n  - b\n    - c\n      - d",
    "- a\n - b\n  - c\n   - d", "10) a\n    - b", "10) a\n   - b", "- - a", "1. - 2. a", "- # a\n- B\n  ---\n  c",
    # Lists
    "- a\n- b\n+ c", "1. a\n2. b\n3) c", "a\n- b\n- c", "a\n14.  b", "a\n1.  b", "- a\n\n- b\n\n\n- c", "- a\n  - b\n    - c\n\n\n      d", "- a\n- b\n\n<!-- -->\n\n- c\n- d",
    "-   a\n\n    b\n\n-   c\n\n<!-- -->\n\n    d", "- a\n - b\n  - c\n   - d\n  - e\n - f\n- g", "1. a\n\n  2. b\n\n   3. c", "- a\n - b\n  - c\n   - d\n    - e", "1. a\n\n  2. b\n\n    3. c",
    "- a\n- b\n\n- c", "* a\n*\n\n* c", "- a\n- b\n\n  c\n- d", "- a\n- b\n\n  [ref]: /url\n- d", "- a\n- ```\n  b\n\n\n  ```\n- c", "- a\n  - b\n\n    c\n- d", "* a\n  > b\n  >\n* c",
    "- a\n  > b\n  ```\n  c\n  ```\n- d", "- a", "- a\n  - b", "1. ```\n   a\n   ```\n\n   b", "* a\n  * b\n\n  c", "- a\n  - b\n  - c\n\n- d\n  - e\n  - f", "课前请读：\n- 甲\n  - 乙\n- 丙",
    "讨论：\n1) 甲\n2) 乙", "- [ ] a\n- [x] b", "1. [ ] a\n2. [X] b", "- [x] a\n  - [ ] b", "- [y] a\n- []a\n- [ ]a",
    # Code spans
    "`a`", "`` a ` b ``", "` `` `", "`  ``  `", "` a`", "`\u00a0b\u00a0`", "` `\n`  `", "``\na\nb  \nc\n``", "``\na \n``", "`a   b \nc`", "`a\\`b`", "``a`b``", "` a `` b `", "*a`*`",
    "[a `b](/c`)", "`<a href=\"`\">`", "`<https://a.b`c>`", "```a``", "`a", "`a``b``",
    # Emphasis
    "*a b*", "a * b*", "a*\"b\"*", "*\u00a0a\u00a0*", "a*b*", "5*6*78", "_a b_", "_ a_", "a_\"b\"_", "a_b_", "5_6_78", "aa_\"bb\"_cc", "a-_(b)_", "_a*", "*a *", "*a\nb\n*", "*(*a)", "*(*a*)*",
    "*a*b", "_a _", "_(_a)", "_(_a_)_", "_a_b", "_a_b_c_", "_(a)_.", "**a b**", "** a b**", "a**\"b\"**", "a**b**", "__a b__", "__ a b__", "__\na b__", "a__b__", "__a, __b__, c__", "a-__(b)__",
    "**a **", "**(**a)", "*(**a**)*", "**a \"*b*\" c**", "**a**b", "__a __", "__(__a)", "_(__a__)_", "__a__b", "__a__b__c__", "*a [b](/c)*", "*a\nb*", "_a __b__ c_", "__a_ b_", "**a* b*",
    "*a **b** c*", "*a**b**c*", "*a**b*", "***a** b*", "*a **b***", "a***b***c", "a******b*********c", "*a **b *c* d** e*", "** a", "**** a", "**a [b](/c)**", "**a\nb**", "__a *b* c__",
    "****a** b**", "**a *b* c**", "***a* b**", "**a *b***", "**a *b **c***", "a ***", "a *\\**", "a *_*", "a *****", "a **\\***", "**a*", "*a**", "***a**", "****a*", "**a***", "*a****", "_a__",
    "****a****", "******a******", "***a***", "_____a_____", "*a _b* c_", "*a __b *c d* e__ f*", "**a **b c**", "*[b*](/c)", "**<a href=\"**\">", "*a `*`*", "**a<https://b.c/?q=**>",
    "~~a~~ b", "~~a\n\nb~~", "~~a **b**~~", "a~~b~~c", "~~~a~~~",
    # Links
    "[a](/b \"c\")", "[a](/b)", "[](/b)", "[a]()", "[a](<>)", "[a](/b c)", "[a](</b c>)", "[a](b\nc)", "[a](<b\nc>)", "[a](<b)c>)", "[a](<b\\>)", "[a](<b)c\n[a](<b)c>\n[a](<b>c)", "[a](\\(b\\))",
    "[a](b(and(c)))", "[a](b(and(c))", "[a](b\\(c\\))", "[a](<b(and(c)>)", "[a](b\\)\\:)", "[a](#b)\n\n[a](https://b.c#d)", "[a](b\\c)", "[a](b%20&auml;)", "[a](\"b\")",
    "[a](/b \"c\")\n[a](/b 'c')\n[a](/b (c))", "[a](/b \"c \\\"&quot;\")", "[a](/b\u00a0\"c\")", "[a](/b \"c \"d\" e\")", "[a](/b 'c \"d\" e')", "[a](   /b\n  \"c\"  )", "[a] (/b)", "[a [b [c]]](/d)",
    "[a] b](/c)", "[a [b](/c)", "[a \\[b](/c)", "[a *b **c** `#`*](/d)", "[![a](b.png)](/c)", "[a [b](/c) d](/e)", "[a *[b [c](/d)](/e)* f](/g)", "![[[a](b)](c)](d)", "*[a*](/b)", "[a *b](c*)",
    "*a [b* c]", "[a `](/b)`", "[a<https://b.c/?d=](e)>", "[a][b]\n\n[b]: /c \"d\"", "[a [b]][c]\n\n[c]: /d", "[a][B]\n\n[b]: /c", "[ẞ]\n\n[SS]: /a", "[a\n  b]: /c\n\n[D][a b]", "[a] [b]\n\n[b]: /c",
    "[a]\n[b]\n\n[b]: /c", "[a]: /b\n\n[a]: /c\n\n[d][a]", "[a][b\\!]\n\n[b!]: /c", "[a][b[]\n\n[b[]: /c", "[a]: /b\\]\n\n[a]", "[a\\\\]: /b\n\n[a\\\\]", "[]\n\n[]: /a", "[\n ]\n\n[\n ]: /a",
    "[a][]\n\n[a]: /b", "[*a* b][]\n\n[*a* b]: /c", "[a]\n\n[a]: /b", "[[*a* b]]\n\n[*a* b]: /c", "[[b [a]\n\n[a]: /c", "[a] b\n\n[a]: /c", "\\[a]\n\n[a]: /b", "*[a*]: /b\n\n*[a*]",
    "[a][b]\n\n[a]: /c\n[b]: /d", "[a](b c)\n\n[a]: /d", "[a][b][c]\n\n[c]: /d", "[a][b][c]\n\n[c]: /d\n[b]: /e",
    # Definitions of links
    "   [a]: \n      /b  \n           'c'  \n\n[a]", "[A*b\\]]:c 'd (with parens)'\n\n[A*b\\]]", "[a b]:\n<c d>\n'e'\n\n[a b]", "[a]: /b '\nc\nd\n'\n\n[a]", "[a]: /b 'c\n\nd'\n\n[a]", "[a]:\n/b\n\n[a]",
    "[a]:\n\n[a]", "[a]: <>\n\n[a]", "[a]: <b>(c)\n\n[a]", "[a]: /b\\c\\*d \"e\\\"f\\g\"\n\n[a]", "[a]\n\n[a]: b", "[A]: /b\n\n[a]", "[ΑΓΩ]: /a\n\n[αγω]", "[\na\n]: /b\nc", "[a]: /b \"c\" d",
    "[a]: /b\n\"c\" d", "    [a]: /b\n\n[a]", "```\n[a]: /b\n```\n\n[a]", "a\n[b]: /c\n\n[b]", "# [a]\n[a]: /b\n> c", "[a]: /b\nc\n===\n[a]", "[a]: /b\n===\n[a]", "[a]: /b \"c\"\n[d]: /e\n  \"f\"\n\n[a], [d]",
    "[a]\n\n> [a]: /b", "[课程]\n\n[课程]: /b", "- [a]\n\n  [a]: /b",
    # Images
    "![a](b \"c\")", "![a *b*]\n\n[a *b*]: c.png", "![a ![b](c)](d)", "![a [b](c)](d)", "![a *b*][]\n\n[a *b*]: c.png", "![a](b.png)", "My ![a](b.png  \"c\"   )", "![a](<b>)", "![](b)",
    "![a] \n[]\n\n[a]: b", "![[a]]\n\n[[a]]: b", "!\\[a]\n\n[a]: b", "\\![a]\n\n[a]: b",
    # Addresses in angles
    "<https://a.b>", "<https://a.b?c=d&e=f>", "<irc://a.b:2233/c>", "<MAILTO:A@B.C>", "<a+b+c:d>", "<https://a.b/c d>", "<https://a.b/\\[\\>", "<a@b.example.com>", "<a+b@c.example0.com>", "<a\\+@b.c>", "<>",
    "< https://a.b >", "<m:abc>", "<a.b.c>", "https://a.b", "a@b.example.com",
    # Breaks
    "a  \nb", "a\\\nb", "a       \nb", "a  \n     b", "a\\\n     b", "*a  \nb*", "*a\\\nb*", "`a  \nb`", "`a\\\nb`", "a\\", "a  ", "### a\\", "### a  ", "a\nb", "a \n b", "中  \n文", "hello $.;'there", "Foo χρῆν", "a     b",
    # HTML that is allowed
    "<div>\n中\n</div>", "<div>\n\n*中*\n\n</div>", "a <b>b</b> c", "a<br>b", "<u>a</u>", "<details>\n<summary>a</summary>\n\nb\n\n</details>", "<table>\n<tr><td>a</td><td>b</td></tr>\n</table>", "<!-- a -->\n\nb",
    "a <!-- b --> c", "<p>a</p>", "<blockquote>a</blockquote>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<hr>", "a < b > c", "a<b", "1 < 2", "<sup>a</sup><sub>b</sub>", "<h2>a</h2>", "<div>a</div>\n\nb",
    # Footnotes
    "a[^1]\n\n[^1]: b", "a[^注] b[^注]\n\n[^注]: c", "a[^x]", "a[^1]b[^2]\n\n[^2]: d\n\n[^1]: c", "| a[^1] |\n| --- |\n| b |\n\n[^1]: c",
]
