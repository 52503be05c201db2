package dev.foz.app.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private Figures() {}

  /** {@code 1,204}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 1 file}, {@code 1,204 files}. */
  public static String count(long value, String noun) {
    return count(value) + " " + (value == 1 ? noun : noun + "s");
  }

  /** Powers of 1024: {@code 512 B}, {@code 1.4 MB}. */
  public static String bytes(long value) {
    double scaled = value;
    int unit = 0;
    while (scaled >= 1024 && unit < UNITS.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return unit == 0
        ? value + " B"
        : String.format(Locale.ROOT, scaled < 10 ? "%.1f %s" : "%.0f %s", scaled, UNITS[unit]);
  }

  /** {@code 0.42 s}, {@code 12.3 s}, {@code 3 min 5 s}, {@code 2 h 4 min}. */
  public static String time(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = duration.toSeconds();
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** Whole seconds, for clocks that run: {@code 51s}, {@code 3m 05s}, {@code 2h 04m}. */
  public static String seconds(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds % 3600 / 60);
  }

  /** How long ago: {@code now}, {@code 12 s ago}, {@code 3 h ago}. */
  public static String ago(Duration age) {
    long seconds = age.toSeconds();
    if (seconds < 1) {
      return "now";
    }
    if (seconds < 120) {
      return seconds + " s ago";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min ago";
    }
    return seconds < 172_800 ? seconds / 3600 + " h ago" : seconds / 86_400 + " days ago";
  }

  /** How old, of parts that matter: {@code 40s}, {@code 90m}, {@code 2h 31m}, {@code 26h}. */
  public static String age(Duration age) {
    long seconds = age.toSeconds();
    long minutes = seconds / 60;
    long hours = minutes / 60;
    if (minutes < 2) {
      return seconds + "s";
    }
    if (hours < 2) {
      return minutes + "m";
    }
    if (hours < 48) {
      return hours + "h" + (hours < 12 && minutes % 60 > 0 ? " " + minutes % 60 + "m" : "");
    }
    return hours / 24 + "d" + (hours < 288 && hours % 24 > 0 ? " " + hours % 24 + "h" : "");
  }

  /** Events a second: {@code 940/s}, {@code 41k/s}, {@code 1.2M/s}. */
  public static String rate(double perSecond) {
    if (perSecond < 1000) {
      return String.format(Locale.ROOT, "%.0f/s", perSecond);
    }
    return perSecond < 1_000_000
        ? String.format(Locale.ROOT, "%.0fk/s", perSecond / 1000)
        : String.format(Locale.ROOT, "%.1fM/s", perSecond / 1_000_000);
  }
}
