"""The words of the page, in the language that the program speaks."""

from __future__ import annotations

from collections.abc import Mapping

from vnreport.language import _


def words() -> Mapping[str, str]:
    """All words by their key; `{n}` and `{of}` in them stand for numbers."""
    return {
        "kind": _("Kind"),
        "figure": _("Figure"),
        "percentage": _("Percentage"),
        "comparison": _("Comparison"),
        "ranking": _("Ranking"),
        "official": _("Official"),
        "value": _("Value"),
        "indicator": _("Indicator"),
        "place": _("Place"),
        "period": _("Period"),
        "baseline": _("Against"),
        "status": _("Status"),
        "confidence": _("Confidence"),
        "verdict": _("Verdict"),
        "inferred": _("inferred"),
        "rank": _("No. {n}", n="{n}"),
        "rank_of": _("No. {n} of {of}", n="{n}", of="{of}"),
        "ascending": _("from below"),
        "former": _("former"),
        "acting": _("acting"),
        "article": _("Article"),
        "records": _("Records"),
        "articles": _("Articles"),
        "search": _("Search records"),
        "search_articles": _("Search articles by title, place, indicator, person"),
        "least": _("Confidence from"),
        "accept": _("Right"),
        "reject": _("Wrong"),
        "accepted": _("accepted"),
        "rejected": _("rejected"),
        "open": _("open"),
        "export": _("Export corrections"),
        "export_title": _("Download a file that `vnreport evaluate` reads as gold"),
        "keys": _("Keys: j/k next and previous · a right · r wrong · u clear · / search"),
        "no_match": _("No record matches."),
        "no_records": _("This article has no records."),
        "attainment": _("Plans reached"),
        "attainment_note": _("The upright line is 100% of the plan."),
        "changes": _("Changes against the same period"),
        "changes_note": _("The upright line is no change."),
        "estimated": _("estimated"),
        "more_bars": _("and {n} more", n="{n}"),
        "officials": _("Officials in the article"),
        "name": _("Name"),
        "positions": _("Positions"),
        "actions": _("Actions"),
        "warnings": _("Numbers that contradict each other"),
        "contents": _("Contents"),
        "published": _("Date"),
        "source": _("Source"),
        "title": _("Title"),
        "shown_of": _("{n} articles match", n="{n}"),
        "first_shown": _("The first {n} are shown; type more to narrow down.", n="{n}"),
        "back": _("← Contents"),
        "unnamed": _("Untitled"),
        "sort": _("Sort by"),
    }
