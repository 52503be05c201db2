package dev.foz.base.lake;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads schedules: {@code continuous}, {@code every 5m}, {@code auto}, or a cron line. */
final class Schedules {
  static final String FORMS = "`continuous`, `every 5m`, `auto` or a cron line like \"0 5 * * *\"";
  private static final String EVERY = "every ";

  /** A field of a cron line: its bounds and the names that stand for numbers. */
  private record CronField(int least, int most, List<String> names) {
    boolean accepts(String text) {
      for (String part : text.split(",", -1)) {
        if (!acceptsPart(part)) {
          return false;
        }
      }
      return true;
    }

    private boolean acceptsPart(String part) {
      String[] step = part.split("/", -1);
      if (step.length > 2 || (step.length == 2 && !step[1].matches("[1-9][0-9]?"))) {
        return false;
      }
      if (step[0].equals("*")) {
        return true;
      }
      String[] ends = step[0].split("-", -1);
      int from = number(ends[0]);
      int to = ends.length == 2 ? number(ends[1]) : from;
      return ends.length <= 2 && from >= 0 && to >= from;
    }

    private int number(String text) {
      int named = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (named >= 0) {
        return named + least;
      }
      int value = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : -1;
      return value >= least && value <= most ? value : -1;
    }
  }

  private static final List<CronField> CRON =
      List.of(
          new CronField(0, 59, List.of()),
          new CronField(0, 23, List.of()),
          new CronField(1, 31, List.of()),
          new CronField(1, 12, words("jan feb mar apr may jun jul aug sep oct nov dec")),
          new CronField(0, 7, words("sun mon tue wed thu fri sat")));

  private Schedules() {}

  static Optional<Schedule> parse(String text) {
    if (text.equals("continuous")) {
      return Optional.of(new Schedule.Continuous());
    }
    if (text.equals("auto")) {
      return Optional.of(new Schedule.Auto());
    }
    if (text.startsWith(EVERY)) {
      return Durations.parse(text.substring(EVERY.length()).strip())
          .filter(Duration::isPositive)
          .map(Schedule.Every::new);
    }
    return isCron(text) ? Optional.of(new Schedule.Cron(text.strip())) : Optional.empty();
  }

  private static boolean isCron(String text) {
    String[] parts = text.strip().split("\\s+");
    if (parts.length != CRON.size()) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!CRON.get(i).accepts(parts[i])) {
        return false;
      }
    }
    return true;
  }

  private static List<String> words(String words) {
    return List.of(words.split(" "));
  }
}
