package dev.foz.table;

import static dev.foz.table.TestLake.OTHER;
import static dev.foz.table.TestLake.RAW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Files;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherEnginesTest {
  @Test
  void icebergsJdbcCatalogueOpensTheStateDatabase(@TempDir Path folder) throws Exception {
    try (TestLake lake = new TestLake(folder, CatalogOptions.standard());
        JdbcCatalog other = new JdbcCatalog()) {
      lake.load(RAW, 3);
      lake.load(OTHER, 2);
      lake.load(RAW, 4);
      other.initialize(
          "foz",
          Map.of(
              CatalogProperties.URI,
              "jdbc:sqlite:" + folder.resolve("state.db"),
              CatalogProperties.WAREHOUSE_LOCATION,
              lake.storage.rootUri(),
              CatalogProperties.FILE_IO_IMPL,
              LocalFileIO.class.getName(),
              "jdbc.schema-version",
              "V1"));
      assertThat(other.listTables(Namespace.of("raw")))
          .containsExactlyInAnyOrder(
              TableIdentifier.of("raw", "notas_nfe"), TableIdentifier.of("raw", "notas_produtos"));
      Table table = other.loadTable(TableIdentifier.of("raw", "notas_nfe"));
      int rows = 0;
      try (CloseableIterable<Record> read = IcebergGenerics.read(table).build()) {
        for (Record row : read) {
          assertThat(row.getField("_position")).asString().startsWith("f:");
          rows++;
        }
      }
      assertThat(rows).isEqualTo(7);
    }
  }

  /** Any reader's way to files of this machine; nothing of Foz. */
  public static final class LocalFileIO implements FileIO {
    private static final long serialVersionUID = 1L;

    @Override
    public InputFile newInputFile(String path) {
      return Files.localInput(path.replaceFirst("^file://", ""));
    }

    @Override
    public OutputFile newOutputFile(String path) {
      throw new UnsupportedOperationException("only reads");
    }

    @Override
    public void deleteFile(String path) {
      throw new UnsupportedOperationException("only reads");
    }
  }
}
