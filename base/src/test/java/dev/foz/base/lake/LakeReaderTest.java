package dev.foz.base.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.foz.base.FozException;
import dev.foz.base.PartitionField;
import dev.foz.base.Place;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.base.Transform;
import dev.foz.base.lake.FileOptions.Format;
import dev.foz.base.lake.FileOptions.OnChange;
import dev.foz.base.lake.FileOptions.Order;
import dev.foz.base.lake.ModelSpec.Materialized;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeReaderTest {
  private final Path folder;
  private final TestingLake lake;

  LakeReaderTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new TestingLake(folder);
  }

  @Test
  void aLakeNeedsOnlyAName() {
    assertThat(lake.load())
        .isEqualTo(
            new Lake(
                folder,
                "loja",
                folder.resolve("data"),
                folder.resolve("data/state.db"),
                EngineKind.DUCKDB,
                ZoneId.of("UTC"),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void everyKeyOfTheLakeIsRead() {
    lake.write(
        "lake.yaml",
        """
        name: loja
        storage: /var/lake
        state: ../state.db
        engine: duckdb
        timezone: America/Sao_Paulo
        defaults: { on_schema_change: evolve, on_error: fail }
        """);

    Lake read = lake.load();

    assertThat(read.storage()).isEqualTo(Path.of("/var/lake"));
    assertThat(read.stateFile()).isEqualTo(folder.resolveSibling("state.db"));
    assertThat(read.timezone()).isEqualTo(ZoneId.of("America/Sao_Paulo"));
  }

  @Test
  void theStateLiesInTheStorageUnlessTheLakeSaysOtherwise() {
    lake.write("lake.yaml", "name: loja\nstorage: /var/lake\n");

    assertThat(lake.load().stateFile()).isEqualTo(Path.of("/var/lake/state.db"));
  }

  @Test
  void aSourceOfThreeLinesIsValid() {
    lake.write(
        "sources/notas.yaml",
        """
        type: file
        tables:
          nfe: { path: entrada/nfe/**/*.json }
        """);

    assertThat(lake.load().sources())
        .containsExactly(
            new SourceSpec(
                "notas",
                "file",
                Optional.empty(),
                new Schedule.Every(Duration.ofMinutes(1)),
                List.of(
                    new SourceTableSpec(
                        "notas",
                        "nfe",
                        List.of(),
                        false,
                        TableLayout.PLAIN,
                        true,
                        Optional.empty(),
                        OnSchemaChange.EVOLVE,
                        OnError.QUARANTINE,
                        new FileOptions(
                            new FileGlob(folder.resolve("entrada/nfe"), "**/*.json"),
                            Format.AUTO,
                            Order.NAME,
                            Optional.empty(),
                            Duration.ofSeconds(2),
                            CsvOptions.DEFAULT),
                        List.of(),
                        new Freshness.Unsaid(),
                        Place.of(
                            "sources/notas.yaml",
                            3,
                            3,
                            "  nfe: { path: entrada/nfe/**/*.json }",
                            3))),
                Place.of("sources/notas.yaml", 1, 1, "type: file", 4)));
  }

  @Test
  void everyKeyOfAFileSourceIsRead() {
    lake.write(
        "sources/notas.yaml",
        """
        type: file
        url: /srv/entrada
        schedule: every 5m
        tables:
          produtos:
            path: produtos.csv
            format: csv
            order: time
            on_change: replace
            quiet_period: 10s
            curate: false
            separator: ;
            quote: "'"
            encoding: windows-1252
            header: [sku, nome]
            decimal: ","
          nfe: { path: /mnt/nfe/*.json, primary_key: [chave, infNFe.ide.nNF], format: json, history: true,
                 partition_by: day(emitida), cluster_by: [uf, chave], format_version: "3" }
        """);

    SourceSpec source = lake.load().sources().getFirst();
    SourceTableSpec products = source.tables().getFirst();
    SourceTableSpec invoices = source.tables().getLast();

    assertThat(source.url()).contains("/srv/entrada");
    assertThat(source.schedule()).isEqualTo(new Schedule.Every(Duration.ofMinutes(5)));
    assertThat(products.curate()).isFalse();
    assertThat(products.history()).isFalse();
    assertThat(invoices.history()).isTrue();
    assertThat(products.file())
        .isEqualTo(
            new FileOptions(
                new FileGlob(Path.of("/srv/entrada"), "produtos.csv"),
                Format.CSV,
                Order.TIME,
                Optional.of(OnChange.REPLACE),
                Duration.ofSeconds(10),
                new CsvOptions(
                    Optional.of(';'),
                    '\'',
                    Charset.forName("windows-1252"),
                    ',',
                    new CsvOptions.Header.Names(List.of("sku", "nome")))));
    assertThat(products.layout()).isEqualTo(TableLayout.PLAIN);
    assertThat(invoices.layout())
        .isEqualTo(
            new TableLayout(
                List.of(new PartitionField(Transform.Simple.DAY, "emitida")),
                List.of("uf", "chave"),
                3));
    assertThat(invoices.primaryKey()).containsExactly("chave", "infNFe.ide.nNF");
    assertThat(invoices.file().path()).isEqualTo(new FileGlob(Path.of("/mnt/nfe"), "*.json"));
    assertThat(invoices.rawTable()).hasToString("raw.notas_nfe");
    assertThat(invoices.curatedTable()).hasToString("curated.notas_nfe");
  }

  @Test
  void freshnessIsSaidNearestToTheTable() {
    lake.write("lake.yaml", "name: loja\ndefaults: { freshness: 1d }\n")
        .write("sources/a.yaml", "type: file\ntables: { t: { path: x/*.json } }\n")
        .write(
            "sources/b.yaml",
            """
            type: file
            freshness: 15m
            tables:
              t: { path: x/*.json }
              u: { path: y/*.json, freshness: none }
            """)
        .write("models/refined/m.sql", "/* ---\nfreshness: 3d\n--- */\nselect 1\n")
        .write("models/refined/n.sql", "select 1\n")
        .write("models/refined/v.sql", "/* ---\nmaterialized: view\n--- */\nselect 1\n");

    Lake read = lake.load();

    assertThat(read.sources())
        .flatExtracting(SourceSpec::tables)
        .extracting(SourceTableSpec::freshness)
        .extracting(LakeReaderTest::told)
        .containsExactly("24h of lake.yaml:2:13", "15m of sources/b.yaml:2:1", "None[]");
    assertThat(read.models())
        .extracting(model -> told(model.freshness()))
        .containsExactly("3d of models/refined/m.sql:2:1", "24h of lake.yaml:2:13", "Unsaid[]");
  }

  private static String told(Freshness freshness) {
    return freshness instanceof Freshness.Within within
        ? within + " of " + within.place()
        : freshness.toString();
  }

  @Test
  void whatIsDoneAboutRecordsThatDoNotFitIsSaidNearestToThem() {
    lake.write(
            "lake.yaml", "name: loja\ndefaults: { on_schema_change: quarantine, on_error: fail }\n")
        .write("sources/a.yaml", "type: file\ntables: { t: { path: x/*.json } }\n")
        .write(
            "sources/b.yaml",
            """
            type: file
            on_schema_change: fail
            on_error: quarantine
            tables:
              t: { path: x/*.json }
              u: { path: y/*.json, on_schema_change: evolve, on_error: fail }
            """);

    assertThat(lake.load().sources())
        .flatExtracting(SourceSpec::tables)
        .extracting(
            SourceTableSpec::source,
            SourceTableSpec::name,
            SourceTableSpec::onSchemaChange,
            SourceTableSpec::onError)
        .containsExactly(
            tuple("a", "t", OnSchemaChange.QUARANTINE, OnError.FAIL),
            tuple("b", "t", OnSchemaChange.FAIL, OnError.QUARANTINE),
            tuple("b", "u", OnSchemaChange.EVOLVE, OnError.FAIL));
  }

  @Test
  void theDefaultsOfTheLakeAreReadOneByOne() {
    lake.write("lake.yaml", "name: loja\ndefaults: { on_schema_change: fail }\n")
        .write("sources/a.yaml", "type: file\ntables: { t: { path: x/*.json } }\n");

    SourceTableSpec table = lake.load().sources().getFirst().tables().getFirst();

    assertThat(table.onSchemaChange()).isEqualTo(OnSchemaChange.FAIL);
    assertThat(table.onError()).isEqualTo(OnError.QUARANTINE);
  }

  @Test
  void contractsAreReadAsTheyAreAndNamedByTables() {
    lake.write("schemas/pedidos.json", "\uFEFF{ \"title\": \"${HOME}\" }\r\n")
        .write("schemas/itens.avsc", "not looked into")
        .write(
            "sources/loja.yaml",
            """
            type: file
            tables:
              pedidos: { path: x/*.json, contract: pedidos }
              vendas: { path: y/*.json, contract: pedidos, curate: false }
              outros: { path: z/*.json }
            """);

    Lake read = lake.load();

    assertThat(read.schemas())
        .containsExactly(
            new SchemaSpec(
                "itens",
                folder.resolve("schemas/itens.avsc"),
                "schemas/itens.avsc",
                SchemaFormat.AVRO,
                "not looked into",
                Place.of("schemas/itens.avsc")),
            new SchemaSpec(
                "pedidos",
                folder.resolve("schemas/pedidos.json"),
                "schemas/pedidos.json",
                SchemaFormat.JSON_SCHEMA,
                "{ \"title\": \"${HOME}\" }\r\n",
                Place.of("schemas/pedidos.json")));
    assertThat(read.schema("pedidos")).contains(read.schemas().getLast());
    assertThat(read.schema("vendas")).isEmpty();
    assertThat(read.sources().getFirst().tables())
        .extracting(SourceTableSpec::contract)
        .containsExactly(Optional.of("pedidos"), Optional.of("pedidos"), Optional.empty());
  }

  @Test
  void aHeaderIsTheFirstLineOrNoneOrNames() {
    lake.write(
        "sources/notas.yaml",
        """
        type: file
        tables:
          a: { path: a.csv, header: true }
          b: { path: b.csv, header: false }
        """);

    assertThat(lake.load().sources().getFirst().tables())
        .extracting(table -> table.file().csv().header())
        .containsExactly(new CsvOptions.Header.FirstLine(), new CsvOptions.Header.None());
  }

  @Test
  void sourcesComeByNameAndModelsByLayerAndName() {
    lake.write("sources/b.yaml", "type: file\ntables: { t: { path: x/*.json } }\n")
        .write("sources/a.yaml", "type: file\ntables: { t: { path: x/*.json } }\n")
        .write("models/refined/b.sql", "select 1")
        .write("models/refined/a.sql", "select 1")
        .write("models/curated/z.sql", "select 1");

    Lake read = lake.load();

    assertThat(read.sources()).extracting(SourceSpec::name).containsExactly("a", "b");
    assertThat(read.models())
        .extracting(ModelSpec::table)
        .extracting(TableName::toString)
        .containsExactly("curated.z", "refined.a", "refined.b");
  }

  @Test
  void aModelIsOnlySqlIfThatIsAllThereIs() {
    lake.write("models/refined/gasto.sql", "\n\n-- Spending\nselect 1 as um\n");

    ModelSpec model = lake.load().models().getFirst();

    assertThat(model.table()).hasToString("refined.gasto");
    assertThat(model.file()).isEqualTo(folder.resolve("models/refined/gasto.sql"));
    assertThat(model.sql()).isEqualTo("-- Spending\nselect 1 as um");
    assertThat(model.sqlFirstLine()).isEqualTo(3);
    assertThat(model.description()).isEmpty();
    assertThat(model.materialized()).isEqualTo(Materialized.TABLE);
    assertThat(model.primaryKey()).isEmpty();
    assertThat(model.layout()).isEqualTo(TableLayout.PLAIN);
    assertThat(model.owner()).isEmpty();
    assertThat(model.tags()).isEmpty();
    assertThat(model.ignoreChanges()).isEmpty();
    assertThat(model.tests()).isEmpty();
    assertThat(model.place()).hasToString("models/refined/gasto.sql:3:1");
  }

  @Test
  void frontMatterIsYamlInTheFirstComment() {
    lake.write(
        "models/refined/gasto.sql",
        """
        /* ---           -- models/refined/gasto.sql
        description: Paid orders by state
        materialized: view
        --- */

        select 1
        from curated.a
        """);

    ModelSpec model = lake.load().models().getFirst();

    assertThat(model.description()).isEqualTo("Paid orders by state");
    assertThat(model.materialized()).isEqualTo(Materialized.VIEW);
    assertThat(model.sql()).isEqualTo("select 1\nfrom curated.a");
    assertThat(model.sqlFirstLine()).isEqualTo(6);
  }

  @Test
  void everyKeyOfAModelIsRead() {
    lake.write(
        "models/refined/gasto.sql",
        """
        /* ---
        owner: comercial
        tags: [vendas, diario, vendas]
        materialized: append
        primary_key: [uf, dia]
        partition_by: [MONTH(dia), "truncate(3, cep)", loja, 'day( "o dia" )']
        cluster_by: uf
        format_version: 2
        ignore_changes: [curated.usuarios, refined.x]
        --- */
        select 1
        """);

    ModelSpec model = lake.load().models().getFirst();

    assertThat(model.owner()).isEqualTo("comercial");
    assertThat(model.tags()).containsExactly("vendas", "diario");
    assertThat(model.materialized()).isEqualTo(Materialized.APPEND);
    assertThat(model.primaryKey()).containsExactly("uf", "dia");
    assertThat(model.layout())
        .isEqualTo(
            new TableLayout(
                List.of(
                    new PartitionField(Transform.Simple.MONTH, "dia"),
                    new PartitionField(new Transform.Truncate(3), "cep"),
                    new PartitionField(Transform.Simple.IDENTITY, "loja"),
                    new PartitionField(Transform.Simple.DAY, "o dia")),
                List.of("uf"),
                2));
    assertThat(model.layout().partitionBy())
        .extracting(PartitionField::toString)
        .containsExactly("month(dia)", "truncate(3, cep)", "loja", "day(o dia)");
    assertThat(model.ignoreChanges())
        .extracting(ignored -> ignored.table() + " at " + ignored.place())
        .containsExactly(
            "curated.usuarios at models/refined/gasto.sql:9:18",
            "refined.x at models/refined/gasto.sql:9:36");
  }

  @Test
  void everyTestOfAModelIsRead() {
    lake.write(
        "models/refined/gasto.sql",
        """
        /* ---
        tests:
          - not_null: uf
          - unique: [uf, dia]
            on_fail: quarantine
          - accepted_values: { uf: [SP, "RJ", 7, 1.50, true] }
            on_fail: warn
          - relationships: { usuario: curated.usuarios.id }
          - on_fail: fail
            expression: |
              total
                >= 0
          - nfe_key: chave
        --- */
        select 1
        """);

    List<TestSpec> tests = lake.load().models().getFirst().tests();

    assertThat(tests)
        .extracting(test -> test.name() + " " + test.onFail() + " " + test.place().line())
        .containsExactly(
            "not_null(uf) FAIL 3",
            "unique(uf, dia) QUARANTINE 4",
            "accepted_values(uf) WARN 6",
            "relationships(usuario: curated.usuarios.id) FAIL 8",
            "expression(total >= 0) FAIL 10",
            "nfe_key(chave) FAIL 13");
    assertThat(tests.get(2))
        .isInstanceOfSatisfying(
            TestSpec.AcceptedValues.class,
            test -> assertThat(test.values()).containsExactly("SP", "RJ", "7", "1.50", "true"));
  }

  @Test
  void sqlKeepsItsColumnsBehindTheFrontMatter() {
    lake.write("models/refined/gasto.sql", "/* ---\ndescription: x\n--- */ select 1");

    ModelSpec model = lake.load().models().getFirst();

    assertThat(model.sql()).isEqualTo("       select 1");
    assertThat(model.sqlFirstLine()).isEqualTo(3);
  }

  @Test
  void commentsMayHoldComments() {
    lake.write("models/refined/gasto.sql", "/* -- a */ select 1");

    assertThat(lake.load().models().getFirst().sql()).isEqualTo("/* -- a */ select 1");
  }

  @Test
  void windowsLineEndsAndByteOrderMarksAreLeftOut() {
    lake.write("lake.yaml", "\uFEFFname: loja\r\ntimezone: UTC\r\n")
        .write(
            "models/refined/gasto.sql",
            "\uFEFF/* ---\r\ndescription: x\r\n--- */\r\nselect 1\r\nfrom a\r\n");

    ModelSpec model = lake.load().models().getFirst();

    assertThat(model.description()).isEqualTo("x");
    assertThat(model.sql()).isEqualTo("select 1\r\nfrom a");
    assertThat(model.sqlFirstLine()).isEqualTo(4);
  }

  @Test
  void variablesComeFromTheEnvironmentThenFromTheEnvFile() {
    lake.variable("BASE", "/srv")
        .write(
            ".env",
            """
            # paths
            BASE=/not/this
            export SUB = "a \\"b\\""   # in double quotes
            LAST='c # d'
            FLAG=false  # no
            """)
        .write(
            "sources/notas.yaml",
            """
            type: file
            url: ${BASE}/x
            tables:
              nfe: { path: "${SUB}/${LAST}/$${X}.json", curate: "${FLAG}" }
            """);

    SourceSpec source = lake.load().sources().getFirst();

    assertThat(source.url()).contains("/srv/x");
    assertThat(source.tables().getFirst().curate()).isFalse();
    assertThat(source.tables().getFirst().file().path())
        .isEqualTo(new FileGlob(Path.of("/srv/x/a \"b\"/c # d"), "${X}.json"));
  }

  @Test
  void hiddenFilesNotesAndEmptyFoldersAreLeftAlone() {
    lake.write("sources/.notas.yaml.swp", "x")
        .write("sources/notas.yaml~", "x")
        .write("sources/README.md", "x")
        .write("models/README.md", "x")
        .write("schemas/.gitkeep", "")
        .write("schemas/README.md", "x")
        .write("schemas/a.json~", "x");

    assertThat(lake.load().sources()).isEmpty();
  }

  @Test
  void anchorsAndAliasesWork() {
    lake.write(
        "sources/notas.yaml",
        """
        type: file
        tables:
          a: &a { path: x/*.json, primary_key: &k [id, !!str 1] }
          b: *a
          c: { path: y/*.json, primary_key: *k }
        """);

    assertThat(lake.load().sources().getFirst().tables())
        .extracting(SourceTableSpec::primaryKey)
        .containsOnly(List.of("id", "1"));
  }

  @Test
  void aReadingWithProblemsThrowsThemAll() {
    lake.write("lake.yaml", "engine: duck\n");

    assertThatThrownBy(() -> lake.read().orThrow())
        .isInstanceOf(FozException.class)
        .hasMessage(lake.problems())
        .hasMessageContaining("missing key `name`")
        .hasMessageContaining("unknown engine `duck`");
  }
}
