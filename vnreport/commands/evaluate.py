"""`vnreport evaluate`: how right the records are, by annotated articles."""

from __future__ import annotations

from pathlib import Path

import click

from vnreport.commands.options import complain, patterns_option, vocabulary_of

_FILE = click.Path(path_type=Path)


@click.command(name="evaluate", short_help="Measure the records against annotated articles.")
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True, type=_FILE)
@click.option(
    "--misses", is_flag=True, help="List every record that is missed, false or wrong, in its words."
)
@click.option(
    "--compare",
    "old",
    metavar="OLD.json",
    type=_FILE,
    help="Say what was gained and lost against a run saved before.",
)
@click.option(
    "--save", metavar="NEW.json", type=_FILE, help="Save the run for a later --compare; all measures as JSON."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="table: for reading; json: what --save writes, and the comparison.",
)
@patterns_option
@click.pass_context
def command(
    ctx: click.Context,
    gold: tuple[Path, ...],
    misses: bool,
    old: Path | None,
    save: Path | None,
    format_: str,
    directories: tuple[Path, ...],
) -> None:
    """Extract the records of annotated articles and measure how right they are.

    GOLD is a directory of articles NAME.txt with their records in NAME.gold.json, such a gold file, or a file
    of corrections; README, "Annotated articles", describes the format. A record is `found` where its kind is
    right and its anchor overlaps, right in its `core` where its value, unit, relation, baseline and rank are
    (for officials all positions), and in `full` where indicator, period, status and approximation are as well
    (for officials no position is there that should not be). Intervals of 95% are bootstrapped over articles.

    Exit status: 0 when all was scored, 1 when a gold file was wrong or missing; it does not depend on how
    right the records are.
    """
    from vnreport.evaluation.comparison import compare
    from vnreport.evaluation.report import write_report
    from vnreport.evaluation.runs import encode_run, measure, read_run
    from vnreport.evaluation.scoring import Scoring
    from vnreport.output import opened

    before = read_run(old) if old is not None else None
    scoring = Scoring(gold, vocabulary_of(directories), complain)
    scored = list(scoring)
    run = measure([outcomes for _, outcomes in scored])
    comparison = compare(before, run.articles) if before is not None else None
    if save is not None:
        with opened(str(save)) as stream:
            stream.write(encode_run(run))
    with opened("-") as stream:
        if format_ == "json":
            stream.write(encode_run(run, **({"comparison": comparison} if comparison else {})))
        else:
            texts = {article.name: article.text for article, _ in scored}
            write_report(run, comparison, texts if misses else None, stream)
    if scoring.unread:
        ctx.exit(1)
