package dev.foz.app.command;

import dev.foz.transform.RawSpan;
import dev.foz.transform.RawSpan.Bound;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which raw records a command means, by when they came or by {@code _seq}. */
final class SpanOptions {
  @Option(
      names = "--from",
      paramLabel = "MOMENT",
      description = {
        "Only the keys of raw records that came from then on: a date, a time (both in the lake's",
        "timezone, by _ingested_at) or a _seq. Their rows are made from all their records."
      })
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "MOMENT",
      description = "... and up to then; a date counts to its end")
  private Optional<String> to = Optional.empty();

  /** Empty where nothing is given. */
  Optional<RawSpan> span(ZoneId zone) {
    Moments first = new Moments("--from", zone);
    Moments last = new Moments("--to", zone);
    return from.isEmpty() && to.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RawSpan(
                from.map(text -> bound(text, at -> new Bound.Time(first.start(at)))),
                to.map(text -> bound(text, at -> new Bound.Time(last.end(at))))));
  }

  /** As they were typed, for the record of the run. */
  String words() {
    return from.map(text -> " --from " + text).orElse("")
        + to.map(text -> " --to " + text).orElse("");
  }

  private static Bound bound(String text, Function<String, Bound> time) {
    OptionalLong seq = Moments.number(text);
    return seq.isPresent() ? new Bound.Seq(seq.getAsLong()) : time.apply(text);
  }
}
