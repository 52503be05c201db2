package dev.foz.demo;

import java.time.LocalDate;
import java.time.Month;

/**
 * What decides every byte of a demo lake.
 *
 * @param invoices how many invoices, 1 to 5,000,000; those cancelled later come a second time on
 *     top
 * @param lastDay the invoices are of the {@link #DAYS} days that end with this one
 */
public record DemoOptions(long seed, int invoices, LocalDate lastDay) {
  public static final int DAYS = 10;
  private static final int MOST_INVOICES = 5_000_000;

  public DemoOptions {
    if (invoices < 1 || invoices > MOST_INVOICES) {
      throw new IllegalArgumentException("invoices must be 1 to " + MOST_INVOICES);
    }
  }

  /** 20,000 invoices around 1 July 2026, the first day of CNPJs with letters. */
  public static DemoOptions standard() {
    return new DemoOptions(2026, 20_000, LocalDate.of(2026, Month.JULY, 5));
  }

  LocalDate day(int index) {
    return lastDay.minusDays(DAYS - 1L - index);
  }

  /** How many invoices are of this day: as evenly as it goes. */
  int invoicesOfDay(int index) {
    return invoices / DAYS + (index < invoices % DAYS ? 1 : 0);
  }
}
