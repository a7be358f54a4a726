"""What the code at the end of each message means: data/CODES.md is written from this."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, Mapping[str, str]] = {
    "The form of a file": {
        "yaml": (
            "The line is not YAML. Mostly a text with “: ” in it that needs quotes, or wrong "
            "indentation."
        ),
        "duplicate": "A field stands twice in one place. Remove one.",
        "comment": (
            "A text with `#` in it, of which YAML takes the rest for a comment. Put quotes "
            "around the text."
        ),
        "tab": "A line begins with a tab. Use blanks, two for each level.",
        "key": (
            "What stands before a colon is no single word. Write `field: value`; a word that "
            "messages call `nav.menu` is `menu: …` below `nav:`."
        ),
        "alias": "A value begins with `*`. Put quotes around it.",
        "anchor": "A value begins with `&`. Put quotes around it.",
        "tag": "A value begins with `!`. Put quotes around it.",
        "documents": "There is a line `---` in a data file. Remove it.",
        "too-deep": (
            "More than eight levels inside each other. Mostly indentation that went astray."
        ),
        "encoding": "The file is not UTF-8. Save it as UTF-8, or edit it on github.com.",
        "empty-file": "Nothing stands in the file. Fill it or delete it.",
        "file-too-large": (
            "More than 256 KB: split the file. A file to download or a picture has at most 20 MB."
        ),
        "file-content": (
            "A picture or file to download is a web page by what stands in it, as when the page "
            "around a picture was saved; or Git LFS keeps it elsewhere. Save the "
            "file itself."
        ),
        "picture": (
            "A picture is not what its name says, or an SVG holds more than shapes: scripts, "
            "links, pictures from elsewhere. Save it again, from a drawing program as “plain SVG”."
        ),
        "logo": (
            "A logo is no picture, is missing, or is too large for every page. Upload a small SVG "
            "or PNG to `docs/assets/`."
        ),
        "schema": (
            "A comment names a schema that is none of this site: programs for YAML would fetch it "
            "from there. `# yaml-language-server: $schema=../schema/outcome.schema.json` is right."
        ),
        "invisible-character": (
            "An invisible character, or a blank of another kind before a line: it came along with "
            "a copied text. Type the word anew."
        ),
        "merge": (
            "Git has left its marks where two changes touched the same lines. Keep one of the "
            "two, and take the marks out."
        ),
        "gap": "`???` stands where something has to be filled in.",
        "deep-folder": "More folders lie within each other than any site needs. Move them up.",
        "unread-file": "Nothing reads this file or folder in `data/`: its name or place is wrong.",
        "link": (
            "A link (a file that stands for another) in the place of a file. Put the file itself "
            "there."
        ),
        "file-unreadable": (
            "A file that the site needs is not there, as `data/words/nl.yml` for a new language: "
            "add it. Or a file or folder cannot be read: give its owner the right to."
        ),
        "file-unwritable": (
            "A command or a build could not write the file: the disk is full, the folder is not "
            "yours to write, or something else stands there. Nothing has changed."
        ),
        "admin-switch": (
            "In `mkdocs.yml` write `admin: yes` or `admin: no` below `extra:`. The form editor "
            "needs a `repo_url` on GitHub."
        ),
        "kit-switch": "In `mkdocs.yml` write `kit: yes` or `kit: no` below `extra:`.",
        "kit-letter": (
            "Of a letter there is no form in the fonts of the documents to take away; those that "
            "hold it are left out. Put a font that has it into `overrides/assets/fonts/`."
        ),
        "kit-template": (
            "A template of the documents to take away is broken, draws no funding block, or lacks "
            "a font. Mend it in `hooks/projectsite/kit/`, or write `kit: no` until then."
        ),
    },
    "The fields of a record, and of the head of a page": {
        "not-a-record": "The file is no list of lines `field: value`.",
        "unknown-field": (
            "No field has this name, or a field named below `inferred` or `facts` is unknown or "
            "not filled. Take the nearest one from the message."
        ),
        "missing-field": "A field that must be there is not. Add it.",
        "unknown-value": "The value is not in its closed list. Choose one from the message.",
        "form": (
            "The value does not look as it should: a country is `DE`, an address of a page "
            "begins with `https://`, an e-mail address is `name(@)host`."
        ),
        "date": (
            "Not one of the four forms under [Dates](FIELDS.md#dates), a day that does not "
            "exist, or a span that ends before it begins."
        ),
        "yes-or-no": "Write `yes` or `no`.",
        "empty-list": "The list needs at least one entry.",
        "long-list": (
            "The list has too many entries: a position has two numbers, no list more than a "
            "thousand."
        ),
        "empty-text": "The text is empty. Fill it or remove the field.",
        "too-long": "The text is longer than the field allows. Shorten it.",
        "not-a-text": (
            "One line of text is expected, not a list. Remove the brackets or indented lines."
        ),
        "not-a-number": "A number is expected. Write it with a point: `54.09`.",
        "out-of-range": "The number is too large or too small: a latitude lies between -90 and 90.",
        "url": "What follows `https://` is no host.",
        "not-a-list": "A list is expected. Put brackets around it: `[en]`.",
        "not-a-map": "Indented lines are expected: for words one line a language, `en: …`.",
        "value": "The value does not fit; the message says how it should look.",
        "id-and-file": "The id and the name of the file differ. Make them equal.",
    },
    "What records say about each other": {
        "unknown-id": (
            "A record or a macro names something that does not exist. Take the nearest id from "
            "the message, or add the record."
        ),
        "reserved-name": "The id is a name that the site itself needs, as `index`. Choose another.",
        "twice": (
            "A language, an id, a field, a form of a term or a call of a page stands twice. Remove "
            "one."
        ),
        "itself": (
            "An outcome is about itself, repeats itself, or repeats one that repeats another; or a "
            "deliverable takes its own place. Name the first of them."
        ),
        "outside-project": (
            "Something of the plan is due after the end of the project, or before its start. "
            "Correct the month, or say why in `remark`."
        ),
        "not-public": (
            "A file of a deliverable that is not public would be published. Take it out of "
            "`docs/assets/`; the page says that the deliverable exists."
        ),
        "reported": (
            "A closed period has reported something else: a record of its report has changed or "
            "is gone. Put it back, and tell what is new in the present period; or reopen the "
            "period by deleting its file in `data/reported/`, and close it anew."
        ),
        "due-date": (
            "The due date of a deliverable or milestone has moved, which only that of something "
            "still to come may, from a day after the closed period to another one."
        ),
        "contradiction": (
            "Something is cancelled and came all the same. Take one of the two lines out."
        ),
        "effort": (
            "The partner that leads a work package has no person-months in it. Add them to "
            "`data/effort.yml`, or correct the lead."
        ),
        "address-lost": (
            "A page that was published is gone. Write in `data/addresses.txt` where its address "
            "leads: `outcomes/old/ -> outcomes/new/`; or `outcomes/old/ -> gone` where nothing has "
            "taken its place. An address that leads elsewhere is no other record’s: give that one "
            "another id."
        ),
        "code": "The number in the code of a task is not that of its work package. Mend one.",
        "unknown-country": "No country has this code. Write that of ISO 3166-1: `DE`, `CZ`.",
        "period": (
            "An outcome lies before or after the project and does not say so, or says so and "
            "does not. Write or remove `period`."
        ),
        "date-unknown": "A done outcome has no date. Add it, or write `date_unknown: yes`.",
        "position-without-place": "An outcome has a position, but no `place`. Add the town.",
        "planned-file": "A planned outcome offers a file. Write `status: done`.",
        "planned-language": "A planned outcome names the language of its material, which is not "
        "there yet.",
        "page-country": "A news item or web page names a country. Only what takes place has one.",
        "same-outcome": "Two outcomes have the same title and date. Keep one, or tell them apart.",
        "file-name": "The name of a file does not begin with the id of its record. Rename it.",
        "missing-file": "A file is not in `docs/assets/`, or a language has no home page. Add it.",
        "http-only": (
            "An address begins with `http:`. Try `https:`; if there is no such page, write "
            "`http_only: yes`."
        ),
        "duplicate-id": "An objective, a document or a term is listed twice. Rename or remove one.",
        "source": "A source has both a `url` and a `document`, or neither. Keep one.",
        "unknown-language": (
            "A text is in a language that `data/project.yml` does not list, a code is no "
            "language at all, or Unicode CLDR does not know how that language writes dates. Mend "
            "the code, or remove the line."
        ),
        "missing-text": (
            "A text is not there in the default language, of which the others are translations. "
            "Add it."
        ),
        "end-before-start": (
            "The project or a task ends before it starts, the project more than twenty years "
            "after, or a deliverable was accepted before it was submitted. Mend one of the two."
        ),
        "project-months": (
            "`start` or `end` of the project has no month, or `duration` is not the time between "
            "them."
        ),
        "no-objective": (
            "A work package names no objective. List the ids, or write `management: yes` if it "
            "manages the project."
        ),
        "objective-not-served": "No work package names this specific objective. Name it in one.",
        "no-work-package": (
            "An outcome names no work package. Name one, or write `relation: context`. "
            "News need none."
        ),
        "context-work-package": (
            "A neighbour of the project stands in a work package. Take the line out, or write "
            "`relation: project`."
        ),
        "same-summary": "A summary says no more than the title. Say why the outcome matters.",
        "follows-later": (
            "An outcome follows from one that came later. Take the id out, or correct a date."
        ),
        "told-as-done": (
            "The summary of a planned outcome reads as if it had happened. Say that it was to "
            "come, in one of the words of `known.to_come` in the words of the language."
        ),
        "markup": (
            "A text of a record or a word holds HTML or a macro call, which would be seen as it "
            "is. Write plain words; lists, quotations, emphasis and links in `text` are "
            "Markdown, and headings, pictures, rules and code blocks are not drawn there."
        ),
        "wrong-script": (
            "A word holds a letter of another script that looks the same, as a Cyrillic `а` "
            "among Latin letters, or a text stands below a language that is not written in its "
            "letters. Type the word anew, or move the text. Greek letters as signs (μm, α-helix, "
            "TNFα) are right; another word that is right, as myΚΕΠ, is added to `spellings` in "
            "`data/project.yml`."
        ),
        "plain-address": (
            "A text or a page holds an e-mail address that machines could collect. Write "
            "`name(@)host`, or call `contacts`."
        ),
    },
    "Words, pages and looks": {
        "missing-word": (
            "A word is missing in `data/words/`: another language has it, or a record needs it. "
            "Add it in each language. Labels of the menu and sentences of a funding programme may "
            "be missing: readers get those of the default language, marked."
        ),
        "unknown-word": (
            "A key in one language that the first language's file does not have, or a label of "
            "the menu that is no word below `nav:`. Mend or remove it, or add the word."
        ),
        "plural": (
            "A word is in plural forms in one language and not in another, or a form is missing "
            "that the language needs."
        ),
        "braces": (
            "The words in braces differ between the languages, or a brace is not closed. Copy "
            "them as they are: `{count}`."
        ),
        "synonyms": (
            "A line of synonyms for the search is one word that the site says, then at least one "
            "that visitors type for it, with commas: `SME, company, firm`."
        ),
        "unknown-fact": (
            "A source names a field below `facts` that has no word below `fact` in "
            "`data/words/`. Leave it out, or add the word in each language."
        ),
        "front-matter": (
            "A page begins with its fields between two lines `---`; here they are missing, or one "
            "of the lines is not just three hyphens. Write `title: …` and `description: …` there."
        ),
        "stray-file": (
            "A file in `docs/` is in the wrong place or of a kind that the site does not "
            "publish. Pages lie in `docs/en/` and end in `.md`, all else lies in `docs/assets/`."
        ),
        "address-taken": (
            "A page has the address of a record, of another page, or of the site itself. Give it "
            "another name."
        ),
        "broken-link": (
            "A link or an entry of the menu leads to no page, heading or file. A link in a text "
            "of a record begins with `https://`."
        ),
        "menu": "Below `nav:` in `mkdocs.yml` stands one page a line: `- Contact: contact.md`.",
        "remote-picture": (
            "A picture of another host, which would learn who reads the page. Put it into "
            "`docs/assets/`."
        ),
        "empty-page": (
            "A page has fields and no text. Write it; a page that is not translated yet has no "
            "file."
        ),
        "no-original": (
            "A page exists in one language but not in the default one, or its file has another "
            "name there. Add the page there first, or mend the name of the file."
        ),
        "statement": "`{%` or `{#` on a page. Remove it.",
        "html": "HTML on a page. Write Markdown.",
        "list": (
            "A list that would be seen as one paragraph: its entries begin with `•`, or no empty "
            "line stands above it. Begin each entry with `- `, below an empty line."
        ),
        "picture-text": (
            "A picture has no text for those who cannot see it. Write what it shows: "
            "`![the text](../assets/name.png)`."
        ),
        "link-host": (
            "The words of a link begin with the address of another host than it leads to. Write "
            "the same in both places, or words that are no address."
        ),
        "link-text": "A link without words. Write where it leads: `[Contact](contact.md)`.",
        "too-much": (
            "A page would be drawn with tens of thousands of tags, or with lists and quotations "
            "deep within each other. Part it, or make it plainer."
        ),
        "footnote": (
            "A note or the address of a link that nothing refers to or that is there twice, or a "
            "note within a link: it would not be drawn. Take it out, or refer to it."
        ),
        "box": "A box as other programs draw it, `!!! note`. Write a quotation: `> **Title.** …`.",
        "unlinked-host": (
            "A link to a host that `unlinked_hosts` in `data/project.yml` names: only sources may "
            "name addresses there, and those are not linked. Link to another address."
        ),
        "script-link": "A link that would run a script. Link to an `https:` address.",
        "macro-call": (
            "What stands in the double braces is no call with constant arguments. Write `{{ "
            "outcomes() }}`."
        ),
        "macro-place": (
            "A call is not alone in its line, with empty lines around it, or stands between the "
            "dashes."
        ),
        "missing-call": (
            "Other pages link to the terms or people that this page lists, and it does not. Call "
            "the macro that the message names."
        ),
        "unknown-macro": "No macro has this name. See [Macros](../docs/README.md#macros).",
        "macro-argument": "The macro has no such argument, or it has the wrong form.",
        "template": "A partial in `overrides/` is broken or missing. This is for a developer.",
        "ledger": (
            "A line of `data/translations.txt` cannot be read. Take it out and accept the "
            "translation anew."
        ),
    },
    "What ends a project": {
        "archived": "This is an archived copy already. Freeze the project that it was made from.",
        "still-named": (
            "A note of `projectsite freeze`: a text names a person who has not agreed to stay in "
            "the archive. Take the name out of the text, or judge that it may stay."
        ),
    },
    "What compares two states of the site": {
        "unbuilt": (
            "The site of one of the two states cannot be built: the message says why. Mend it, "
            "or name another commit: `projectsite changes COMMIT`."
        ),
    },
    "A `.po` file that comes back from translators; its other texts are told by the codes above": {
        "po-syntax": "The line is not what a `.po` file holds. Mend it, or export the file anew.",
        "po-header": (
            "The first entry, with `Language`, is missing, or there are two of them. Export the "
            "file anew."
        ),
        "po-language": (
            "The file is in a language that no page can be in, or in that of the sources; or its "
            "header names another language than its entries."
        ),
        "po-words": (
            "A language that the site does not have yet comes without some words of the "
            "interface. Translate all of them; records and pages may follow."
        ),
        "po-context": (
            "No entry has a context (`msgctxt`): another program made the file. Export it from "
            "this site."
        ),
        "po-plural": (
            "The header `Plural-Forms` does not fit the language, or a word has more forms than "
            "it gives. Copy the header from a new export."
        ),
        "po-conflict": (
            "Two versions were merged, and one place has two texts. Choose one, take the marks out."
        ),
        "po-text": "No data file can hold the text: it is nothing but blanks, or too long.",
        "po-block": (
            "A paragraph, list or heading became several, or something else. Keep its form."
        ),
    },
    "Notes, which do not block a build": {
        "po-unknown": "No text of the site has this context: the field or page is gone.",
        "po-source": (
            "The source has changed since the export. Export anew, and look at the entry again."
        ),
        "po-changed": (
            "The translation was changed in the project since the export, and in the `.po` file "
            "too. Export anew, and enter the better of the two."
        ),
        "po-forms": "Some plural forms of a word are empty or not there. Fill in all of them.",
        "po-page": "A new page is not yet translated as a whole, and not written.",
        "ledger-twice": (
            "Two lines of `data/translations.txt` tell different sources of one translation, as "
            "after a merge. Take one out, or accept the translation anew."
        ),
        "ledger-gone": (
            "A line of `data/translations.txt` is about a translation that is no longer there. "
            "`projectsite translations record` takes such lines out."
        ),
        "unkept-address": (
            "A page is not in `data/addresses.txt` yet: should it go one day, nobody would see "
            "that its address is lost. Write its address there, or run `projectsite addresses`."
        ),
        "unnamed-page": (
            "A line of `data/evidence.txt` is about a page that no record names any more. "
            "`projectsite evidence` takes such lines out."
        ),
        "older": (
            "The source has changed since this was translated. Mend the translation; or, if "
            "it still holds, say so: [Add or correct a "
            "translation](../RECIPES.md#add-or-correct-a-translation)."
        ),
        "unrecorded": (
            "A translation is new, or has changed since it was noted. Run `projectsite "
            "translations record`: once it is noted, it is seen when its source changes again."
        ),
        "no-contact": "Nobody can write to the coordinator. Add a file in `data/contacts/`.",
        "contrast": (
            "White text cannot be read well on the colour in `data/brand.yml`. The header has a "
            "darker one of the same tone, which the message names; take that or another one."
        ),
        "accessibility": (
            "The accessibility statement speaks of other code than that which draws the pages, or "
            "says more than is known. Run `make accessibility`, which tests the pages and keeps "
            "the result; on github.com leave it to a colleague with a computer."
        ),
        "overdue": (
            "A deliverable or milestone was due, and nothing says that it came. Add the date, or "
            "say why it comes later or not at all."
        ),
        "yet-to-come": (
            "Something is said to have come on a day that has not. Mend the date, or add it when "
            "it has come."
        ),
        "late": "A deliverable or milestone came late. Say why in `late`.",
        "unreported": (
            "Something lies in a reporting period that is closed, and was recorded afterwards: the "
            "report does not have it. Tell the funder, or reopen the period and close it anew."
        ),
        "former-contact": (
            "The day has passed until which a contact agreed to be shown. The site leaves it out; "
            "delete the file, which everybody can read on github.com, or ask for a new day."
        ),
        "draft": "The day of a draft has passed. Publish it, or delete its file.",
        "open-activity": "The project has ended, and an activity is ongoing or postponed.",
        "unlisted": (
            "The form of the programme does not know this channel or audience. Take one of its "
            "list, in English; commas part several audiences."
        ),
        "missing-plan": "A plan that the programme asks for is in no deliverable.",
        "layout": (
            "`make format` leaves this file as it is: it cannot be read, or cannot be laid out "
            "with the same facts and comments."
        ),
        "exists": (
            "A new project needs a folder that is empty, or not there yet; and a period that is "
            "closed already is closed once more only after its file in `data/reported/` is deleted."
        ),
        "closing": (
            "A period cannot be closed yet: it has not ended, or the final report lacks a "
            "communication activity that was delivered."
        ),
        "deck": (
            "The slides that `projectsite read-deck --compare` read say something else than the "
            "data. Mend whichever is wrong."
        ),
        "and-more": "Only the first problems of a file are told. Mend these, and import it again.",
        "table": "A table cannot be read, or its first line names no column that is known.",
        "reference": (
            "A publication in a .bib or .json file cannot be read. Mend it in the program that "
            "wrote the file, or there."
        ),
        "wrong-copy": (
            "A funding sentence is nearly that of a programme. Compare it with your grant "
            "agreement, or take the sentence from the message."
        ),
        "unseen-record": "No page shows this record.",
        "unlinked-page": "The page is in no menu, and no page links to it.",
        "unused-word": "Nothing on the site shows this word.",
        "same-as-source": (
            "A text of three words or more, and no name, is the same as in the default language. "
            "Translate it, or take it out: the site then shows the original and says so. If it "
            "is right as it is, accept it as reviewed. A paragraph of a page does not fall back: "
            "translate it, or take out the page as a whole."
        ),
        "foreign-link": (
            "A translation has a link that its source has not, or the text of a link is the "
            "address of another page than the one that it leads to. Mend it; a link that is right "
            "in one language alone is accepted as reviewed."
        ),
        "shorter-than-source": (
            "A page has less than half as many words as its source (of 30 words or more). "
            "Translate the rest; if it is right as it is, accept it as reviewed."
        ),
        "straight-quotes": (
            "A text has the quotation marks of a typewriter. Write those of its language: “ ” in "
            "English, „ “ in German and Czech, « » in Spanish and, with narrow no-break spaces "
            "inside, in French."
        ),
    },
}
"""For each group of codes its heading, and for each code the sentence that explains it, in
Markdown; links lead from data/."""
