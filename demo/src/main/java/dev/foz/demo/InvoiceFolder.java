package dev.foz.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Writes {@code entrada/nfe}, a folder for each day, in the shapes that such folders have: an
 * object a file, arrays, lines, gzipped lines. What is cancelled comes again in the folder of the
 * next day.
 */
final class InvoiceFolder {
  private static final int MOST_SINGLE_FILES = 20;
  private static final int BATCHES = 10;
  private static final int CANCELLED_PERCENT = 2;
  private static final List<String> REASONS =
      List.of("desistência do cliente", "erro de digitação", "mercadoria em falta");

  private final LakeFiles files;
  private final InvoiceGenerator generator;
  private final Dice dice;
  private Optional<Invoice> firstPrinted = Optional.empty();
  private List<Invoice> yesterday = List.of();
  private Optional<String> firstFile = Optional.empty();
  private int days;
  private int cancellations;
  private int rejects;

  /**
   * @param days how many lie there already
   */
  InvoiceFolder(LakeFiles files, InvoiceGenerator generator, Dice dice, int days) {
    this.files = files;
    this.generator = generator;
    this.dice = dice;
    this.days = days;
  }

  int cancellations() {
    return cancellations;
  }

  /** Records that break the contract. */
  int rejects() {
    return rejects;
  }

  /**
   * The first invoice with a total as a till prints it. It is cancelled on the next day by a record
   * that is right.
   */
  Optional<Invoice> firstPrinted() {
    return firstPrinted;
  }

  /** The first file that has a single invoice. */
  Optional<String> firstFile() {
    return firstFile;
  }

  void writeDays(DemoOptions options) throws IOException {
    for (int i = 0; i < DemoOptions.DAYS; i++) {
      LocalDate day = options.day(i);
      writeDay(day, generator.day(day, options.invoicesOfDay(i)), i == 0);
    }
  }

  /** One more day after the others. */
  void writeDay(LocalDate day, List<Invoice> invoices) throws IOException {
    writeDay(day, invoices, false);
  }

  private void writeDay(LocalDate day, List<Invoice> invoices, boolean zipped) throws IOException {
    writeCancellations(day);
    int singles = Math.min(MOST_SINGLE_FILES, invoices.size() / 4);
    for (Invoice invoice : invoices.subList(0, singles)) {
      String name = invoice.key() + ".json";
      write(day, name, InvoiceJson.issued(invoice) + "\n");
      firstFile = firstFile.or(() -> Optional.of(path(day, name)));
    }
    List<Invoice> rest = invoices.subList(singles, invoices.size());
    List<Invoice> old = zipped ? rest.subList(0, rest.size() / 2) : List.of();
    if (!old.isEmpty()) {
      writeZipped(day, "anteriores.jsonl.gz", lines(old));
    }
    writeBatches(day, rest.subList(old.size(), rest.size()));
    yesterday = invoices;
    days++;
  }

  private void writeBatches(LocalDate day, List<Invoice> invoices) throws IOException {
    for (int i = 0; i < BATCHES; i++) {
      int from = invoices.size() * i / BATCHES;
      List<Invoice> batch = invoices.subList(from, invoices.size() * (i + 1) / BATCHES);
      if (batch.isEmpty()) {
        continue;
      }
      String number = String.format(Locale.ROOT, "%02d", i / 2 + 1);
      if (i % 2 == 0) {
        writeTill(day, "caixa-" + number + ".jsonl", batch);
      } else {
        writeConverted(day, "lote-" + number + ".json", batch);
      }
    }
  }

  private void writeTill(LocalDate day, String name, List<Invoice> batch) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Invoice invoice : batch) {
      lines.add(InvoiceJson.issued(invoice, slip(name, lines.size(), invoice)));
    }
    write(day, name, String.join("\n", lines) + "\n");
  }

  private void writeConverted(LocalDate day, String name, List<Invoice> batch) throws IOException {
    List<String> elements = new ArrayList<>();
    for (Invoice invoice : batch) {
      elements.add(InvoiceJson.converted(invoice, slip(name, elements.size(), invoice)));
    }
    write(day, name, "[\n" + String.join(",\n", elements) + "\n]\n");
  }

  private Slip slip(String name, int record, Invoice invoice) {
    Slip slip = Slip.of(days, name, record);
    if (slip != Slip.NONE) {
      rejects++;
    }
    if (slip == Slip.TEXT_TOTAL && firstPrinted.isEmpty()) {
      firstPrinted = Optional.of(invoice);
    }
    return slip;
  }

  private void writeCancellations(LocalDate day) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Invoice invoice : yesterday) {
      boolean cancelled = dice.inPercent(CANCELLED_PERCENT);
      if (cancelled || firstPrinted.filter(invoice::equals).isPresent()) {
        lines.add(
            InvoiceJson.cancelled(
                invoice, invoice.issuedAt().plusMinutes(dice.between(5, 600)), dice.one(REASONS)));
      }
    }
    cancellations += lines.size();
    if (!lines.isEmpty()) {
      write(day, "cancelamentos.jsonl", String.join("\n", lines) + "\n");
    }
  }

  private static String lines(List<Invoice> invoices) {
    return invoices.stream().map(InvoiceJson::issued).collect(Collectors.joining("\n", "", "\n"));
  }

  private void write(LocalDate day, String name, String text) throws IOException {
    write(day, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void writeZipped(LocalDate day, String name, String text) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    write(day, name, zipped.toByteArray());
  }

  private void write(LocalDate day, String name, byte[] content) throws IOException {
    files.writeInput(path(day, name), day, content);
  }

  private static String path(LocalDate day, String name) {
    return "entrada/nfe/" + day + "/" + name;
  }
}
