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
import java.util.stream.Stream;

/**
 * A lake folder with invented invoices: sources, models and input, nothing loaded yet.
 *
 * @param invoices how many different invoices there are
 * @param cancellations how many of them lie there a second time, as cancelled
 * @param files files of input
 * @param bytes their size together
 */
public record DemoLake(Path folder, int invoices, int cancellations, int files, long bytes) {
  private static final String LAKE_FILE = "lake.yaml";
  private static final List<String> TEXTS =
      List.of(
          "sources/notas.yaml",
          "models/curated/itens_vendidos.sql",
          "models/refined/faturamento_por_uf_dia.sql");

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

  /** Questions that the loaded lake answers, simple ones first. */
  public List<DemoQuery> queries() {
    return DemoQueries.ALL;
  }

  private static DemoLake write(Path folder, DemoOptions options) throws IOException {
    Dice dice = new Dice(options.seed());
    List<Product> products = Product.loadAll();
    LakeFiles files = new LakeFiles(folder);
    files.writeInput("entrada/produtos.csv", options.day(0), ProductCsv.write(products));
    InvoiceGenerator generator = new InvoiceGenerator(dice, City.loadAll(), products);
    InvoiceFolder invoices = new InvoiceFolder(files, generator, dice);
    invoices.writeDays(options);
    for (String name : TEXTS) {
      writeText(files, name);
    }
    files.write(".gitignore", "data/\n.env\n".getBytes(StandardCharsets.UTF_8));
    writeText(files, LAKE_FILE);
    return new DemoLake(
        folder, options.invoices(), invoices.cancellations(), files.files(), files.bytes());
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
