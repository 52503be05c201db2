package dev.foz.demo;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Lets the demo's shops go on selling: one more day of invoices at a time. Used by one thread. */
public final class DemoFeed {
  private final InvoiceFolder invoices;
  private final InvoiceGenerator generator;
  private final Path folder;
  private LocalDate day;

  /**
   * @param folder of a demo lake made with the same options
   */
  public DemoFeed(Path folder, DemoOptions options) {
    Dice dice = new Dice(options.seed() + 1);
    this.folder = folder;
    this.day = options.lastDay();
    this.generator = new InvoiceGenerator(dice, City.loadAll(), Product.loadAll());
    this.invoices = new InvoiceFolder(new LakeFiles(folder), generator, dice, DemoOptions.DAYS);
  }

  /** Writes the invoices of the next day, and cancels some of the day before. */
  public void writeDay(int count) {
    day = day.plusDays(1);
    try {
      invoices.writeDay(day, generator.day(day, count));
    } catch (IOException e) {
      throw problem(e);
    }
  }

  private dev.foz.base.FozException problem(IOException e) {
    return Problem.of(Code.STORAGE_FAILED, "Cannot write invoices in " + folder)
        .because(String.valueOf(e.getMessage()))
        .toException(e);
  }
}
