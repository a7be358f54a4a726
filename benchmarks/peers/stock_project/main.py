"""The macros of the stock project: what a page shows of the records."""

from __future__ import annotations

from html import escape

from records import chronicle, cldr, connections, folder, project, source_text, when, words


def define_env(env):
    def locale():
        return env.conf["plugins"]["i18n"].current_language

    def to_come(record):
        return "date" not in record and record["status"] in ("announced", "planned")

    def told(record, at):
        if to_come(record):
            return words(at)["status"][record["status"]]
        return when(record.get("date"), at)

    def labelled(w, name):
        return w["page"]["label"].replace("{label}", w["evidence"][name])

    def link(id, up="../"):
        return f'<a href="{up}{id}/">{escape(folder("outcomes")[id]["title"][locale()])}</a>'

    def row(id, up="../"):
        record = folder("outcomes")[id]
        return f"<li>{link(id, up)} <small>{told(record, locale())}</small></li>"

    def download(file, at):
        about = [file["file"].rpartition(".")[2].upper()]
        if "language" in file:
            about.append(cldr(at).languages[file["language"]])
        href = f"../../assets/{file['file']}"
        return f'<a href="{href}">{escape(file["title"][at])}</a> <span>({", ".join(about)})</span>'

    @env.macro
    def outcome_facts(id):
        at, record, w = locale(), folder("outcomes")[id], words(locale())
        o, names = w["outcome"], cldr(locale())
        why = {
            i["fact"]: i["why"][at] if "why" in i else w["evidence"]["no_reason"]
            for i in record.get("inferred", ())
        }
        rows = []

        def fact(name, label, value):
            if name in why:
                value += (
                    f' <span class="inferred"><b>{labelled(w, "inferred")}</b> '
                    f"<span>{escape(why[name])}</span></span>"
                )
            rows.append(f"<div><dt>{label}</dt><dd>{value}</dd></div>")

        if record["relation"] != "project":
            relation = w["relation"]
            note = relation[f"{record['relation']}_note"]
            fact("relation", o["relation"], f"{relation[record['relation']]} ({note})")
        if not to_come(record):
            fact("date", o["when"], when(record.get("date"), at))
        place = [escape(record["place"][at])] if "place" in record else []
        if "country" in record:
            place.append(names.territories[record["country"]])
        if place:
            fact("place", o["where"], ", ".join(place))
        if package := record.get("work_package"):
            short = folder("work_packages")[package.lower()]["short_title"][at]
            href = f"../../work-packages/{package.lower()}/"
            text = f'<a href="{href}">{package}</a> <span>{escape(short)}</span>'
            fact("work_package", o["work_package"], text)
        if clusters := record.get("clusters"):
            named = folder("clusters")
            links = (f'<a href="../../consortium/{c}/">{named[c]["name"]}</a>' for c in clusters)
            fact("clusters", o["clusters"], ", ".join(links))
        if "participants" in record:
            fact("participants", o["participants"], escape(record["participants"][at]))
        status = w["status"][record["status"]]
        if note := w["status"].get(f"{record['status']}_note"):
            status += f" ({note})"
        fact("status", o["status"], status)
        languages = record.get("languages")
        if languages and record["status"] in ("done", "reported"):
            fact("languages", o["languages"], ", ".join(names.languages[c] for c in languages))
        if files := record.get("files"):
            fact("files", o["files"], ", ".join(download(file, at) for file in files))
        for name in ("about", "repeats"):
            if others := record.get(name):
                fact(name, o[name], ", ".join(link(other) for other in others))
        return f'<dl class="facts">{"".join(rows)}</dl>'

    def end(id):
        record = folder("outcomes")[id]
        reports, groups, previous, following = connections()
        about = reports.get(id, [])
        shown = {id, *record.get("about", ()), *record.get("repeats", ()), *about}
        related = []
        for other in groups[record.get("work_package", ""), record["type"], record["relation"]]:
            if other not in shown:
                related.append(other)
                if len(related) == 4:
                    break
        return about, related, (("previous", previous.get(id)), ("next", following.get(id)))

    @env.macro
    def outcome_sources(id):
        at, record, w = locale(), folder("outcomes")[id], words(locale())
        rows = "".join(f"<li>{source_row(s, at, w)}</li>" for s in record.get("sources", ()))
        return f"<ul>{rows}</ul>"

    @env.macro
    def outcome_reports(id):
        return f"<ul>{''.join(map(row, end(id)[0]))}</ul>"

    @env.macro
    def outcome_related(id):
        return f"<ul>{''.join(map(row, end(id)[1]))}</ul>"

    @env.macro
    def outcome_neighbours(id):
        at, record, w = locale(), folder("outcomes")[id], words(locale())
        parts = []
        if "remark" in record:
            remark = escape(record["remark"][at])
            parts.append(f"<p><b>{labelled(w, 'remark')}</b> {remark}</p>")
        for label, other in end(id)[2]:
            if other:
                day = when(folder("outcomes")[other].get("date"), at)
                parts.append(f"<p><small>{w['outcome'][label]} · {day}</small> {link(other)}</p>")
        return "".join(parts)

    def source_row(source, at, w):
        notes = []
        if facts := source.get("facts"):
            told = [w["fact"][fact] for fact in facts]
            notes.append(w["evidence"]["supports"].replace("{facts}", ", ".join(told)))
        if "url" not in source:
            titles = {d["id"]: d["title"][at] for d in project()["documents"]}
            text = escape(titles[source["document"]])
        else:
            url = source["url"]
            text = (
                f'<a href="{escape(url)}" rel="external noreferrer">{escape(source_text(url))}</a>'
            )
            if "http_only" in source:
                notes.append(w["evidence"]["http_only"])
        note = w["page"]["separator"].join(notes)
        return f"{text} <span>({note})</span>" if notes else text

    @env.macro
    def outcome_rows(where="", up=""):
        at, w, parts = locale(), words(locale()), []
        for relation in ("project", "coverage", "context"):
            rows = []
            for id in chronicle():
                record = folder("outcomes")[id]
                if record["relation"] != relation:
                    continue
                named = (record.get("work_package"), *record.get("clusters", ()))
                if where and where not in named:
                    continue
                tag = w["type"][record["type"]]
                if record.get("work_package"):
                    tag += f" · {record['work_package']}"
                rows.append(
                    f"<li><span>{told(record, at)}</span> {link(id, up)} "
                    f"<small>{escape(record['summary'][at])}</small> <span>{tag}</span></li>"
                )
            if rows:
                parts.append(f"<h2>{w['relation'][relation]}</h2><ul>{''.join(rows)}</ul>")
        return "".join(parts)
