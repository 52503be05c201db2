package dev.foz.demo;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lake folder with invented invoices: sources, models and input, nothing loaded yet.
 *
 * @param invoices how many different invoices there are
 * @param cancellations how many of them lie there a second time, as cancelled
 * @param rejects how many records break the contract
 * @param printedKey key of an invoice whose record has a total that is text, and that was cancelled
 *     later by a record which is right; none where there are too few invoices
 * @param firstFile a file with a single invoice, seen from the folder; none where there are too few
 * @param files files of input
 * @param bytes their size together
 */
public record DemoLake(
    Path folder,
    int invoices,
    int cancellations,
    int rejects,
    Optional<String> printedKey,
    Optional<String> firstFile,
    int files,
    long bytes) {
  private static final String LAKE_FILE = "lake.yaml";
  private static final List<String> TEXTS =
      List.of(
          "sources/notas.yaml",
          "schemas/nota.json",
          "models/curated/notas.sql",
          "models/curated/itens.sql",
          "models/refined/vendas_por_uf_dia.sql",
          "models/refined/vendas_por_produto.sql");

  /**
   * Makes the folder, which must be missing or empty. The same options give the same bytes and
   * times of change. {@code lake.yaml} is written last, so that what is left after a failure is no
   * lake.
   */
  public static DemoLake create(Path folder, DemoOptions options) {
    try {
      requireEmpty(folder);
      return write(folder, options);
    } catch (IOException e) {
      throw problem(folder, e);
    }
  }

  /** What there is to see in the lake, from the first load on, in order. */
  public List<DemoScene> story() {
    return new DemoStory(this).scenes();
  }

  private static DemoLake write(Path folder, DemoOptions options) throws IOException {
    Dice dice = new Dice(options.seed());
    List<Product> products = Product.loadAll();
    LakeFiles files = new LakeFiles(folder);
    files.writeInput("entrada/produtos.csv", options.day(0), ProductCsv.write(products));
    InvoiceGenerator generator = new InvoiceGenerator(dice, City.loadAll(), products);
    InvoiceFolder invoices = new InvoiceFolder(files, generator, dice, 0);
    invoices.writeDays(options);
    for (String name : TEXTS) {
      writeText(files, name);
    }
    files.write(".gitignore", "data/\n.env\n".getBytes(StandardCharsets.UTF_8));
    writeText(files, LAKE_FILE);
    return new DemoLake(
        folder,
        options.invoices(),
        invoices.cancellations(),
        invoices.rejects(),
        invoices.firstPrinted().map(Invoice::key),
        invoices.firstFile(),
        files.files(),
        files.bytes());
  }

  private static void writeText(LakeFiles files, String name) throws IOException {
    files.write(name, Listing.text("lake/" + name).getBytes(StandardCharsets.UTF_8));
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw occupied(folder, "it is a file");
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw occupied(folder, "it is not empty");
      }
    }
  }

  private static FozException occupied(Path folder, String reason) {
    return Problem.of(Code.FOLDER_NOT_EMPTY, "Cannot make a demo lake in " + folder + ": " + reason)
        .remedy("name a folder that does not exist yet")
        .toException();
  }

  private static FozException problem(Path folder, IOException e) {
    boolean denied = e instanceof AccessDeniedException;
    return Problem.of(
            denied ? Code.STORAGE_DENIED : Code.STORAGE_FAILED,
            "Cannot make a demo lake in " + folder)
        .because(
            denied ? "no permission to write " + e.getMessage() : String.valueOf(e.getMessage()))
        .remedy("name another folder, or make room and rights there")
        .toException(e);
  }
}
