package dev.foz.contract;

/** Recognises dates and times in ASCII text by the strict forms of the typing rules. */
final class Temporal {
  private static final int DATE_LENGTH = 10;
  private static final int SECONDS_LENGTH = 19;
  private static final int MAX_LENGTH = SECONDS_LENGTH + 7 + 6;
  private static final int MAX_FRACTION = 6;
  private static final int MAX_OFFSET_HOURS = 14;

  private Temporal() {}

  /** The bit of the kind of string between these bounds; {@link Facts#TEXT} for all others. */
  static long kind(byte[] text, int from, int to) {
    int length = to - from;
    if (length < DATE_LENGTH || length > MAX_LENGTH || !isDate(text, from)) {
      return Facts.TEXT;
    }
    if (length == DATE_LENGTH) {
      return Facts.DATE;
    }
    return length >= SECONDS_LENGTH && isTime(text, from + DATE_LENGTH + 1)
        ? timestampKind(text, from, to)
        : Facts.TEXT;
  }

  private static long timestampKind(byte[] text, int from, int to) {
    byte between = text[from + DATE_LENGTH];
    if (between != 'T' && between != ' ') {
      return Facts.TEXT;
    }
    int at = skipFraction(text, from + SECONDS_LENGTH, to);
    if (at == to) {
      return Facts.TIMESTAMP;
    }
    return between == 'T' && isOffset(text, at, to) ? Facts.TIMESTAMPTZ : Facts.TEXT;
  }

  private static int skipFraction(byte[] text, int at, int to) {
    if (at == to || text[at] != '.') {
      return at;
    }
    int end = at + 1;
    while (end < to && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    int digits = end - at - 1;
    return digits >= 1 && digits <= MAX_FRACTION ? end : at;
  }

  private static boolean isOffset(byte[] text, int at, int to) {
    if (to - at == 1) {
      return text[at] == 'Z';
    }
    if (to - at != 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') {
      return false;
    }
    int hours = twoDigits(text, at + 1);
    int minutes = twoDigits(text, at + 4);
    return hours >= 0 && hours <= MAX_OFFSET_HOURS && minutes >= 0 && minutes <= 59;
  }

  private static boolean isTime(byte[] text, int at) {
    int hours = twoDigits(text, at);
    int minutes = twoDigits(text, at + 3);
    int seconds = twoDigits(text, at + 6);
    return text[at + 2] == ':'
        && text[at + 5] == ':'
        && hours >= 0
        && hours <= 23
        && minutes >= 0
        && minutes <= 59
        && seconds >= 0
        && seconds <= 59;
  }

  private static boolean isDate(byte[] text, int at) {
    if (text[at + 4] != '-' || text[at + 7] != '-') {
      return false;
    }
    int century = twoDigits(text, at);
    int rest = twoDigits(text, at + 2);
    int month = twoDigits(text, at + 5);
    int day = twoDigits(text, at + 8);
    if (century < 0 || rest < 0 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    int year = century * 100 + rest;
    return year > 0 && day <= daysIn(year, month);
  }

  static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Minus something where there are no two digits. */
  private static int twoDigits(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
