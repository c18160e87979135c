"""One finding, four renderings."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from site_builder.findings import (
    Finding,
    Severity,
    as_github,
    as_html,
    as_json,
    as_text,
    sort_findings,
)


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "rule": "kunci-dikenal",
        "severity": Severity.GALAT,
        "path": "records/a.yaml",
        "line": 14,
        "column": 3,
        "field": "urusan",
        "value": "x",
        "message": '"x" tidak ada',
        "remedy": 'maksud Anda "y"?',
    }
    return Finding(**(values | changes))


def test_text_is_path_line_column_field_problem_remedy_rule() -> None:
    assert as_text([finding()], 3) == (
        'records/a.yaml:14:3: galat: urusan: "x" tidak ada; maksud Anda "y"? [kunci-dikenal]\n'
        "\n3 rekaman diperiksa: 1 galat, 0 peringatan, 0 saran.\n"
    )


def test_findings_stand_once_each_in_order_of_place() -> None:
    late, early = finding(line=9), finding(line=2, severity=Severity.SARAN)
    assert sort_findings([late, early, late]) == [early, late]


def test_json_holds_every_fact() -> None:
    document = json.loads(as_json([finding()], 1))
    assert document["counts"] == {"galat": 1, "peringatan": 0, "saran": 0}
    assert document["findings"][0]["column"] == 3


def test_github_annotates_ten_of_each_and_says_what_is_left() -> None:
    lines = as_github([finding(line=n) for n in range(1, 13)], 1).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert "2 galat lagi tidak ditampilkan di sini; lihat ringkasan." in lines
    assert lines[0].startswith("::error file=records/a.yaml,line=1,col=3,title=kunci-dikenal::")


def test_record_cannot_inject_commands_or_markup() -> None:
    nasty = finding(
        path="records/a,b:c.yaml",
        message="x\n::set-env name=A::b\x1b[31m<script>alert(1)</script>%0A",
    )
    (line,) = [x for x in as_github([nasty], 1).splitlines() if x.startswith("::")]
    assert "file=records/a%2Cb%3Ac.yaml" in line
    assert "\x1b" not in line
    assert "\x1b" not in as_text([nasty], 1)
    parser = _Tags()
    parser.feed(as_html([nasty], 1))
    assert "script" not in parser.found
    assert "table" in parser.found


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
