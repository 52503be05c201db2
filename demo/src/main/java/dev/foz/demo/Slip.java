package dev.foz.demo;

import java.util.List;

/** What goes wrong with an invoice on its way into a file. */
enum Slip {
  /** Nothing. */
  NONE,
  /** The last digit of the key is another one, as if it had been typed by hand. */
  WRONG_KEY,
  /** The total is text, as a till in Brazil prints it: {@code "1.234,56"}. */
  TEXT_TOTAL,
  /** Nobody wrote when it was issued. */
  NO_MOMENT,
  /** The till lost its power in the middle of the line. */
  CUT;

  private static final List<Place> PLACES =
      List.of(
          new Place(2, "caixa-01.jsonl", 4, 4, CUT),
          new Place(3, "lote-02.json", 1, 2, NO_MOMENT),
          new Place(4, "caixa-02.jsonl", 0, 2, WRONG_KEY),
          new Place(5, "caixa-03.jsonl", 0, 11, TEXT_TOTAL));
  private static final int LATER_DAYS_WITH_ONE = 3;

  /**
   * Always the same few invoices, whatever the seed.
   *
   * @param day counted from the first of the demo, 0
   * @param file name without folder
   * @param record counted within the file from 0
   */
  static Slip of(int day, String file, int record) {
    int known = day < DemoOptions.DAYS ? day : laterDay(day);
    return PLACES.stream()
        .filter(place -> place.holds(known, file, record))
        .map(Place::slip)
        .findFirst()
        .orElse(NONE);
  }

  /** The shops that go on selling make the same mistakes again, one kind a day. */
  private static int laterDay(int day) {
    return (day - DemoOptions.DAYS) % LATER_DAYS_WITH_ONE + 3;
  }

  private record Place(int day, String file, int first, int last, Slip slip) {
    boolean holds(int day, String file, int record) {
      return day == this.day && file.equals(this.file) && first <= record && record <= last;
    }
  }
}
