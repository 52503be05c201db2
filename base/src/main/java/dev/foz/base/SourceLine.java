package dev.foz.base;

/**
 * One line of a file as a person sees it: tabs are blanks, characters that would write to the
 * terminal are signs, and only as much as there is room for, around the place that is underlined.
 *
 * @param text what is shown
 * @param before columns before the first that is underlined
 * @param length columns that are underlined, at least one
 */
record SourceLine(String text, int before, int length) {
  private static final int TAB = 4;
  private static final String MORE = "...";
  private static final int LEAST_ROOM = 20;

  /**
   * @param place with a text
   * @param room in columns; less than 20 count as 20
   */
  static SourceLine of(Place place, int room) {
    String line = place.text().orElse("").stripTrailing();
    int from = Math.clamp(place.column() - 1L, 0, line.length());
    int to = (int) Math.clamp((long) from + place.length(), from, line.length());
    Shown shown = new Shown(line, from, to);
    return shown.fit(Math.max(LEAST_ROOM, room), Math.max(0, place.column() - 1 - line.length()));
  }

  /** A character that cannot harm a terminal, in its place. */
  static String printable(int point) {
    if (point < ' ') {
      return Character.toString(0x2400 + point);
    }
    if (point == 0x7f) {
      return "\u2421";
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          "\ufffd";
      default -> Character.toString(point);
    };
  }

  /** A line whose parts before, in and behind the underlined place are printable. */
  private record Shown(String before, String marked, String behind) {
    Shown(String line, int from, int to) {
      this(
          printed(line.substring(0, from), 0),
          printed(line.substring(from, to), from),
          printed(line.substring(to), to));
    }

    private static String printed(String part, int at) {
      StringBuilder text = new StringBuilder();
      part.codePoints()
          .forEach(
              point -> {
                if (point == '\t') {
                  text.append(" ".repeat(TAB));
                } else if (point != 0xfeff || at + text.length() > 0) {
                  text.append(printable(point));
                }
              });
      return text.toString();
    }

    /**
     * @param gap columns between the end of the line and the place, which lies behind it
     */
    SourceLine fit(int room, int gap) {
      String head = before;
      String middle = marked;
      String tail = behind;
      int whole = TextWidth.of(head) + TextWidth.of(middle) + TextWidth.of(tail);
      if (whole > room) {
        middle = start(middle, room * 2 / 3);
        int left = room - TextWidth.of(middle);
        int right = Math.min(TextWidth.of(tail), left / 3);
        head = end(head, left - right);
        tail = start(tail, room - TextWidth.of(head) - TextWidth.of(middle));
      }
      int length = Math.max(1, TextWidth.of(middle));
      return new SourceLine(head + middle + tail, TextWidth.of(head) + gap, length);
    }

    private static String start(String text, int room) {
      if (TextWidth.of(text) <= room) {
        return text;
      }
      int end = 0;
      int used = MORE.length();
      while (end < text.length()) {
        int point = text.codePointAt(end);
        used += TextWidth.of(point);
        if (used > room) {
          break;
        }
        end += Character.charCount(point);
      }
      return text.substring(0, end) + MORE.substring(0, Math.min(MORE.length(), Math.max(0, room)));
    }

    private static String end(String text, int room) {
      if (TextWidth.of(text) <= room) {
        return text;
      }
      int start = text.length();
      int used = MORE.length();
      while (start > 0) {
        int point = text.codePointBefore(start);
        used += TextWidth.of(point);
        if (used > room) {
          break;
        }
        start -= Character.charCount(point);
      }
      return MORE + text.substring(start);
    }
  }
}
