package dev.foz.contract;

/** Dates and times of RFC 3339 in ASCII text, all of its spellings. */
final class Rfc3339 {
  private static final int DATE_LENGTH = 10;
  private static final int SECONDS_LENGTH = 8;
  private static final int DAY_MINUTES = 24 * 60;

  private Rfc3339() {}

  static boolean isDate(byte[] text, int from, int to) {
    return to - from == DATE_LENGTH && isDateAt(text, from);
  }

  static boolean isDateTime(byte[] text, int from, int to) {
    return to - from > DATE_LENGTH
        && isDateAt(text, from)
        && (text[from + DATE_LENGTH] | 0x20) == 't'
        && isTime(text, from + DATE_LENGTH + 1, to);
  }

  private static boolean isDateAt(byte[] text, int at) {
    int century = digits(text, at);
    int rest = digits(text, at + 2);
    int month = digits(text, at + 5);
    int day = digits(text, at + 8);
    return century >= 0
        && rest >= 0
        && text[at + 4] == '-'
        && text[at + 7] == '-'
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= Temporal.daysIn(century * 100 + rest, month);
  }

  /** Whether this is a time with its offset. */
  static boolean isTime(byte[] text, int from, int to) {
    if (to - from <= SECONDS_LENGTH || text[from + 2] != ':' || text[from + 5] != ':') {
      return false;
    }
    int hours = digits(text, from);
    int minutes = digits(text, from + 3);
    int seconds = digits(text, from + 6);
    int offsetAt = skipFraction(text, from + SECONDS_LENGTH, to);
    int offset = offset(text, offsetAt, to);
    boolean inRange =
        hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 && seconds >= 0 && seconds <= 60;
    if (!inRange || offset == Integer.MIN_VALUE) {
      return false;
    }
    // Leap seconds are put in at the end of a day of UTC.
    int utc = Math.floorMod(hours * 60 + minutes - offset, DAY_MINUTES);
    return seconds < 60 || utc == DAY_MINUTES - 1;
  }

  private static int skipFraction(byte[] text, int at, int to) {
    if (at >= to || text[at] != '.') {
      return at;
    }
    int end = at + 1;
    while (end < to && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    return end == at + 1 ? at : end;
  }

  /** Minutes east of UTC; the least integer where there is no offset. */
  private static int offset(byte[] text, int at, int to) {
    if (to - at == 1 && (text[at] | 0x20) == 'z') {
      return 0;
    }
    if (to - at != 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = digits(text, at + 1);
    int minutes = digits(text, at + 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int offset = hours * 60 + minutes;
    return text[at] == '-' ? -offset : offset;
  }

  /** Two digits as a number; less than 0 where there are none. */
  private static int digits(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
