package dev.foz.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private List<Invoice> yesterday = List.of();
  private int cancellations;

  InvoiceFolder(LakeFiles files, InvoiceGenerator generator, Dice dice) {
    this.files = files;
    this.generator = generator;
    this.dice = dice;
  }

  int cancellations() {
    return cancellations;
  }

  void writeDays(DemoOptions options) throws IOException {
    for (int i = 0; i < DemoOptions.DAYS; i++) {
      LocalDate day = options.day(i);
      List<Invoice> invoices = generator.day(day, options.invoicesOfDay(i));
      writeCancellations(day);
      writeDay(day, invoices, i == 0);
      yesterday = invoices;
    }
  }

  /** One more day after the others. */
  void writeDay(LocalDate day, List<Invoice> invoices) throws IOException {
    writeCancellations(day);
    writeDay(day, invoices, false);
    yesterday = invoices;
  }

  private void writeDay(LocalDate day, List<Invoice> invoices, boolean zipped) throws IOException {
    int singles = Math.min(MOST_SINGLE_FILES, invoices.size() / 4);
    for (Invoice invoice : invoices.subList(0, singles)) {
      write(day, invoice.key() + ".json", InvoiceJson.issued(invoice) + "\n");
    }
    List<Invoice> rest = invoices.subList(singles, invoices.size());
    List<Invoice> old = zipped ? rest.subList(0, rest.size() / 2) : List.of();
    if (!old.isEmpty()) {
      writeZipped(day, "anteriores.jsonl.gz", lines(old));
    }
    writeBatches(day, rest.subList(old.size(), rest.size()));
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
        write(day, "caixa-" + number + ".jsonl", lines(batch));
      } else {
        write(day, "lote-" + number + ".json", array(batch));
      }
    }
  }

  private void writeCancellations(LocalDate day) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Invoice invoice : yesterday) {
      if (dice.inPercent(CANCELLED_PERCENT)) {
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

  private static String array(List<Invoice> invoices) {
    return invoices.stream()
        .map(InvoiceJson::issued)
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
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
    files.writeInput("entrada/nfe/" + day + "/" + name, day, content);
  }
}
