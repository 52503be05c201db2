package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foz add}: what it sees in files, and what it writes. */
class AddTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private final Path folder;
  private final Shell shell;

  AddTest(@TempDir Path folder) {
    this.folder = folder;
    this.shell = new Shell(folder);
    shell.write("lake.yaml", "name: loja\n");
  }

  @Test
  void whatExcelWritesIsSeenAndCanBeQueried() {
    shell.write(
        "precos.csv",
        "cod;descrição;valor;data\r\n1;Café;1.234,50;01/02/2026\r\n2;Açúcar;12,00;\r\n3;;;\r\n",
        WINDOWS);

    assertThat(shell.told("add", "file", "precos.csv", "--yes"))
        .isEqualTo(
            """
            files  precos.csv: 1 file, 0 B
            format  csv, separator `;`, windows-1252, first line has the names, decimal comma
            looked at  all: 3 records of 1 file
            primary key  `cod` is named like a key, never null, and different in each of 3 records

            column  type  nulls
            ---  ---  ---
            cod  long  none
            descrição  string  33 %
            valor  decimal(18,2)  33 %
            data  string  67 %

            cod  descrição  valor  data
            ---  ---  ---  ---
              1  Café  1234.50  01/02/2026
              2  Açúcar  12.00
              3

            sources/loja.yaml
              type: file
              tables:
                precos:
                  path: precos.csv
                  primary_key: cod
                  separator: ";"
                  encoding: windows-1252
                  decimal: ","

            wrote sources/loja.yaml
            Next:  foz run
            """);
    assertThat(shell.read("sources/loja.yaml"))
        .isEqualTo(
            """
            # yaml-language-server: $schema=../.foz/schema/source.json
            type: file
            tables:
              precos:
                path: precos.csv
                primary_key: cod
                separator: ";"
                encoding: windows-1252
                decimal: ","
            """);
    assertThat(shell.foz("run").exit()).isZero();
    assertThat(shell.rows("select sum(valor) from curated.loja_precos")).isEqualTo("1246.50\n");
  }

  @Test
  void aFolderOfJsonBecomesATableOfItsName() throws IOException {
    shell.write(
        "entrada/nfe/2026/a.json", "{\"chave\":\"a1\",\"total\":1.5,\"itens\":[{\"n\":1}]}");
    shell.write("entrada/nfe/2026/b.jsonl", "{\"chave\":\"a2\"}\n{\"chave\":\"a3\",\"total\":2}\n");
    zipped("entrada/nfe/2025/c.json.gz", "[{\"chave\":\"a4\",\"total\":2.25}]");
    shell.write("entrada/nfe/2026/LEIA.xlsx", "PK\u0003\u0004...");

    String told = shell.told("add", "entrada/nfe/", "--yes");

    assertThat(told)
        .startsWith(
            """
            files  entrada/nfe/**/*.{json,json.gz,jsonl}: 3 files, 0 B
            format  json
            looked at  all: 4 records of 3 files
            left out  1 × xlsx (a zip archive (as .xlsx files are))
            primary key  `chave` is named like a key, never null, and different in each of 4 records
            """)
        .contains("itens  list<struct<n: long>>  75 %")
        .endsWith("wrote sources/entrada.yaml\nNext:  foz run\n");
    assertThat(shell.foz("run").exit()).isZero();
    assertThat(shell.rows("select count(*), sum(total) from curated.entrada_nfe"))
        .isEqualTo("4,5.75\n");
  }

  @Test
  void aTableMoreKeepsWhatStandsInTheFile() {
    shell.write("entrada/a.csv", "id,n\n1,x\n");
    shell.write("entrada/b.csv", "nome,idade\nAna,30\nAna,30\n");
    String before =
        """
        # Mine.
        type: file            # the only type

        tables:
            # The first one.
            a:
                path: entrada/a.csv   # with a remark
            # Behind the last table.

        schedule: every 5m    # after the tables
        """;
    shell.write("sources/entrada.yaml", before);

    String told = shell.told("add", "file", "entrada/b.csv", "--yes");

    assertThat(told)
        .contains("primary key  none: no single field is different in each record; every record")
        .endsWith("changed sources/entrada.yaml\nNext:  foz run\n");
    assertThat(shell.read("sources/entrada.yaml"))
        .isEqualTo(
            before.replace(
                "# with a remark\n", "# with a remark\n    b:\n      path: entrada/b.csv\n"));
    assertThat(shell.told("check")).isEqualTo("no mistakes: 1 source with 2 tables, 0 models\n");
  }

  @Test
  void lineEndsOfWindowsStayInTheFile() {
    shell.write("b.csv", "id\n1\n");
    shell.write("sources/s.yaml", "type: file\r\ntables:\r\n  a: { path: x/*.json }\r\n");

    shell.told("add", "file", "b.csv", "s.b", "--yes");

    assertThat(shell.read("sources/s.yaml"))
        .isEqualTo(
            "type: file\r\ntables:\r\n  a: { path: x/*.json }\r\n"
                + "  b:\r\n    path: b.csv\r\n    primary_key: id\r\n");
  }

  @Test
  void tablesOnOneLineAreLeftToTheirAuthor() {
    shell.write("b.csv", "id\n1\n");
    String before = "type: file\ntables: { a: { path: x/*.json } }\n";
    shell.write("sources/s.yaml", before);

    assertThat(shell.told("add", "file", "b.csv", "s", "--yes"))
        .isEqualTo(
            """
            error[C101]: Cannot add a table to sources/s.yaml: its `tables` are written on one line
              why: Foz adds lines, and changes none of yours
              try: write it by hand: b: { path: b.csv, primary_key: id }
            exit 2
            """);
    assertThat(shell.read("sources/s.yaml")).isEqualTo(before);
  }

  @Test
  void aFirstLineOfValuesIsARow() {
    shell.write("vendas.csv", "1,Ana,2026-01-01\n2,Bia,2026-01-02\n");

    String told = shell.told("add", "file", "vendas.csv", "--dry-run");

    assertThat(told)
        .contains("no line with names")
        .contains("looked at  all: 2 records of 1 file")
        .contains("column_3  date  none")
        .contains("      header: false\n")
        .endsWith("\nnothing was written\n");
    assertThat(folder.resolve("sources")).doesNotExist();
  }

  @Test
  void brokenRecordsAreToldAndDoNotHideTheOthers() {
    shell.write("a.json", "{\"id\":1}\n{\"id\": }\n{\"id\":2}\n");

    assertThat(shell.told("add", "file", "a.json", "--dry-run"))
        .contains("looked at  all: 3 records of 1 file")
        .contains("quarantine  1 record would wait there, the first as ")
        .contains("different in each of 2 records");
  }

  @Test
  void aFieldThatRepeatsIsNoKeyButIsNamed() {
    shell.write("a.json", "{\"id\":1}\n{\"id\":2}\n{\"id\":1}\n");
    assertThat(shell.told("add", "file", "a.json", "--dry-run"))
        .contains(
            "none: `id` has 2 values in 3 records; if it names a row, `primary_key: id` keeps the"
                + " last of each")
        .doesNotContain("      primary_key");

    shell.write("b.json", "{\"id\":1}\n{\"nome\":\"x\"}\n");
    assertThat(shell.told("add", "file", "b.json", "--dry-run"))
        .contains("primary key  none: `id` is null in 1 record\n");
  }

  @Test
  void aKeyWithAnAccentIsNamedLikeAKey() {
    shell.write("a.csv", "Código;nome\n1;x\n2;y\n");

    assertThat(shell.told("add", "file", "a.csv", "--dry-run"))
        .contains("primary key  `Código` is named like a key, never null, and different in each")
        .contains("      primary_key: 'Código'\n");
  }

  @Test
  void fieldsThatAreDifferentOnlyTogetherAreProposed() {
    StringBuilder rows = new StringBuilder("Pedido;Linha;CNPJ;Quantidade;Dia\n");
    for (int pedido = 1; pedido <= 4; pedido++) {
      for (int linha = 1; linha <= 3; linha++) {
        rows.append(
            pedido + ";" + linha + ";00123456000195;" + linha + ";2026-01-0" + pedido + "\n");
      }
    }
    shell.write("itens.csv", rows.toString());

    assertThat(shell.foz("add", "itens.csv", "--json").out())
        .contains("\"primary_key_proposed\":[\"Pedido\",\"Linha\"]")
        .doesNotContain("\"primary_key\":");
    assertThat(shell.told("add", "file", "itens.csv", "--yes"))
        .contains(
            "primary key  none yet: `Pedido` and `Linha` together are different in each of 12"
                + " records; if they name a row, take away the # below\n")
        .contains("      # primary_key: [Pedido, Linha]\n");
    String source = shell.read("sources/loja.yaml");
    shell.write("sources/loja.yaml", source.replace("# primary_key", "primary_key"));
    assertThat(shell.foz("run").exit()).isZero();
    assertThat(shell.rows("select count(*) from curated.loja_itens")).isEqualTo("12\n");
  }

  @Test
  void aKeyThatRepeatsIsNotPiecedTogetherWithWhatChanges() {
    shell.write(
        "a.json",
        """
        {"id":1,"status":"novo"}
        {"id":2,"status":"novo"}
        {"id":1,"status":"pago"}
        {"id":2,"status":"pago"}
        """);

    assertThat(shell.told("add", "file", "a.json", "--dry-run"))
        .contains("primary key  none: `id` has 2 values in 4 records; if it names a row")
        .doesNotContain("      # primary_key");
  }

  @Test
  void aFieldWithinAnotherIsProposed() {
    shell.write(
        "a.json",
        """
        {"meta":{"id":"e1"},"tipo":"a"}
        {"meta":{"id":"e2"},"tipo":"a"}
        """);

    assertThat(shell.told("add", "file", "a.json", "--yes"))
        .contains(
            "primary key  none yet: `meta.id` is named like a key, never null, and different in each"
                + " of 2 records; if it names a row, take away the # below\n")
        .contains("      # primary_key: meta.id\n");
    String source = shell.read("sources/loja.yaml");
    shell.write("sources/loja.yaml", source.replace("# primary_key", "primary_key"));
    assertThat(shell.foz("run").exit()).isZero();
    assertThat(shell.rows("select count(*) from curated.loja_a")).isEqualTo("2\n");
  }

  @Test
  void numbersThatCanBeReadInTwoWaysAreTold() {
    shell.write("a.csv", "sku;qtd\nA;1.000\nB;2.500\n");
    assertThat(shell.told("add", "file", "a.csv", "--dry-run"))
        .contains(
            "numbers  `1.000` in `qtd` is read as a thousand, as most files with `;` mean it; if it"
                + " is one, write `decimal: \".\"`\n")
        .contains("\nA  1000\n")
        .contains("      decimal: \",\"\n");

    shell.write("b.csv", "sku\tqtd\nA\t1.000\nB\t2.500\n");
    assertThat(shell.told("add", "file", "b.csv", "--dry-run"))
        .contains("numbers  `1.000` in `qtd` is read as one; if it is a thousand, write `decimal:")
        .contains("\nA  1.0000\n")
        .contains("      decimal: \".\"\n");

    shell.write("c.csv", "sku,qtd\nA,\"1,000\"\nB,\"2,500\"\n");
    assertThat(shell.told("add", "file", "c.csv", "--dry-run"))
        .contains(
            "numbers  `1,000` in `qtd` may be one or a thousand, and stays text; if it is one")
        .contains("\nA  1,000\n")
        .doesNotContain("      decimal");

    shell.write("d.csv", "sku;qtd\nA;1.000\nB;1.234.567\n");
    assertThat(shell.told("add", "file", "d.csv", "--dry-run"))
        .contains("numbers  `1.234.567` in `qtd` is read as a number; if it is text, take away")
        .contains("\nB  1234567\n");
    assertThat(shell.foz("add", "d.csv", "--json").out()).contains("\"numbers_told\":\"`1.234");
  }

  @Test
  void numbersOfWhichOneSettlesItAreNotDoubted() {
    shell.write("a.csv", "sku;qtd;peso\nA;1.000;0.500\nB;2.500;1.250\n");
    assertThat(shell.told("add", "file", "a.csv", "--dry-run"))
        .contains("\nA  1.0000  0.5000\n")
        .doesNotContain("numbers  ")
        .doesNotContain("decimal:");

    shell.write("c.csv", "codigo;qtd\n001;20\n002;5\n");
    assertThat(shell.told("add", "file", "c.csv", "--dry-run"))
        .contains("\n001  20\n")
        .doesNotContain("numbers  ")
        .doesNotContain("decimal");

    shell.write("b.csv", "sku;qtd;preco\nA;1.000;10,5\nB;2;5\n");
    assertThat(shell.told("add", "file", "b.csv", "--dry-run"))
        .contains(", decimal comma\n")
        .contains("\nA  1000  10.50\n")
        .doesNotContain("numbers  ");
  }

  @Test
  void columnsWithoutANameOfTheirOwnAreTold() {
    shell.write("a.csv", "id,nome,nome,\n1,a,b,c\n");
    assertThat(shell.told("add", "file", "a.csv", "--dry-run"))
        .contains(
            "names  column 3 is `nome_2`, as `nome` is taken; column 4 is `column_4`, as it has"
                + " none\n");

    shell.write("b.csv", "Vendas de novembro;;;\ncod;nome;qtd;valor\n1;a;2;3\n");
    assertThat(shell.told("add", "file", "b.csv", "--dry-run"))
        .contains("names  only 1 of 4 columns has one; if the first line is a title, take away");
    assertThat(shell.foz("add", "b.csv", "--json").out())
        .contains("\"names_told\":\"only 1 of 4 columns has one;");
  }

  @Test
  void rowsOfSeparatorsOnlyWouldWait() {
    shell.write("a.csv", "id;nome\n1;a\n;\n2;b\n");

    assertThat(shell.told("add", "file", "a.csv", "--dry-run"))
        .contains(
            "quarantine  1 record would wait there, the first as every field is empty (a.csv:12)")
        .contains("`id` is named like a key, never null, and different in each of 2 records");
  }

  @Test
  void onlyTheFirstRecordsOfManyAreLookedAt() {
    StringBuilder rows = new StringBuilder("id,uf\n");
    for (int i = 0; i < 12_345; i++) {
      rows.append(i).append(",SP\n");
    }
    shell.write("muitos.csv", rows.toString());

    assertThat(shell.told("add", "file", "muitos.csv", "--dry-run"))
        .contains("looked at  the first 10,000 records of 1 file")
        .contains("different in each of 10,000 records");
  }

  @Test
  void namesWithSignsOfPatternsMeanThemselves() {
    shell.write("a [1].json", "{\"id\":1}");
    shell.write("a 1.json", "{\"id\":2}");
    shell.write("d*r/it's ${X}.json", "{\"id\":3}");

    assertThat(shell.told("add", "file", "a [1].json", "--yes")).contains(": 1 file");
    assertThat(shell.told("add", "file", "d*r/it's ${X}.json", "--yes")).contains(": 1 file");

    assertThat(shell.foz("run").exit()).isZero();
    assertThat(shell.rows("select id from curated.loja_a_1")).isEqualTo("1\n");
    assertThat(shell.rows("select id from curated.d_r_it_s_x")).isEqualTo("3\n");
  }

  @Test
  void aFileWithoutEndingIsToldByItsContent() {
    shell.write("dados.txt", "id|nome\n1|Ana\n");
    assertThat(shell.told("add", "file", "dados.txt", "--dry-run"))
        .contains("format  csv, separator `|`")
        .contains("      format: csv\n")
        .contains("      separator: \"|\"\n");

    shell.write("log", "{\"id\":1}\n");
    assertThat(shell.told("add", "file", "log", "--dry-run")).contains("      format: json\n");
  }

  @Test
  void whereNobodyCanBeAskedNothingIsWritten() {
    shell.write("a.csv", "id\n1\n");

    Shell.Answer answer = shell.foz("add", "file", "a.csv");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .startsWith(
            """
            error[C101]: nobody can be asked: Write sources/loja.yaml?
              try: add --yes, or look first with --dry-run
            """);
    assertThat(folder.resolve("sources")).doesNotExist();
  }

  @Test
  void jsonHasAllThatWasSeen() {
    shell.write("a.csv", "id,nome\n1,\n2,Bia\n");

    String seen = shell.foz("add", "file", "a.csv", "--json").out();

    assertThat(seen)
        .contains("\"source\":\"loja\",\"table\":\"a\",\"path\":\"a.csv\"")
        .contains("\"columns\":[{\"name\":\"id\",\"type\":\"long\",\"nulls\":0},")
        .contains("{\"name\":\"nome\",\"type\":\"string\",\"nulls\":1}]")
        .contains("\"primary_key\":\"id\"")
        .contains("\"rows\":[{\"id\":1,\"nome\":null},{\"id\":2,\"nome\":\"Bia\"}]")
        .contains("\"written\":false");
    assertThat(folder.resolve("sources")).doesNotExist();
    assertThat(shell.foz("add", "file", "a.csv", "--json", "--yes").out())
        .contains("\"written\":true");
    assertThat(folder.resolve("sources/loja.yaml")).exists();
  }

  @Test
  void whatCannotBeAddedIsToldByItsReason() throws IOException {
    shell.write("vazio.csv", " \n");
    shell.write("bin.csv", "a\u0000\u0001b");
    shell.write("plan.csv", "PK\u0003\u0004...");
    Files.write(folder.resolve("u16.csv"), "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
    Files.write(folder.resolve("u16b.csv"), "\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
    shell.write("misto/a.json", "{}");
    shell.write("misto/b.csv", "a\n1\n");
    shell.write("quebrado.json", "{\"a\": \n");
    shell.write("so_nomes.csv", "a,b\n");
    Files.createDirectories(folder.resolve("nada"));

    assertThat(shell.told("add", "vazio.csv"))
        .startsWith("error[D404]: Cannot add vazio.csv: it is empty\n");
    assertThat(shell.told("add", "bin.csv")).contains("Cannot add bin.csv: it is no text\n");
    assertThat(shell.told("add", "u16.csv")).contains("Cannot add u16.csv: it is no text\n");
    assertThat(shell.told("add", "u16b.csv"))
        .contains("Cannot add u16b.csv: it is UTF-16\n")
        .contains("try: convert it: iconv -f UTF-16 -t UTF-8\n");
    assertThat(shell.told("add", "plan.csv"))
        .contains("plan.csv: it is a zip archive (as .xlsx files are)\n")
        .contains("try: unpack it, or save it as CSV\n");
    assertThat(shell.told("add", "nada"))
        .startsWith("error[C101]: Cannot add nada: the folder has no files\n");
    assertThat(shell.told("add", "n*.csv")).contains("Cannot add n*.csv: no file is like that\n");
    assertThat(shell.told("add", "vazios.csv"))
        .isEqualTo(
            """
            error[C101]: Cannot add vazios.csv: there is no such file or folder
              try: did you mean `vazio.csv`?
            exit 2
            """);
    assertThat(shell.told("add", "misto"))
        .isEqualTo(
            """
            error[D404]: Cannot add misto: it holds files of several formats
              misto
              why: 1 JSON and 1 CSV; a table is of one format
              try: foz add file 'misto/*.json' and foz add file 'misto/*.csv'
            exit 1
            """);
    assertThat(shell.told("add", "so_nomes.csv"))
        .contains("Cannot add so_nomes.csv: there is no record in it\n");
    assertThat(shell.told("add", "quebrado.json")).contains("quebrado.json").endsWith("exit 1\n");
    assertThat(folder.resolve("sources")).doesNotExist();
  }

  @Test
  void sourcesOfOtherTypesAreRefusedByName() {
    assertThat(shell.told("add", "postgres"))
        .isEqualTo(
            """
            error[F211]: Cannot add a source of type `postgres`
              why: it is not built yet
              try: files can be added: foz add file PATH
            exit 2
            """);
    assertThat(shell.told("add", "postgresql://user:secret@host/db"))
        .contains("Cannot add a source of type `postgres`")
        .doesNotContain("secret");
    assertThat(shell.told("add", "https://example.com/api")).contains("of type `http`");
    assertThat(shell.told("add", "gopher://x")).contains("`gopher://` is no source that Foz knows");
    assertThat(shell.told("add", "file")).contains("no path is given");
    assertThat(shell.told("add")).startsWith("error[C101]");
  }

  @Test
  void aTableThatIsThereIsNotAddedAgain() {
    shell.write("a.csv", "id\n1\n");
    shell.write("x/a.csv", "id\n1\n");
    shell.told("add", "a.csv", "--yes");

    assertThat(shell.told("add", "a.csv", "--yes"))
        .isEqualTo(
            """
            error[C101]: Cannot add a.csv: sources/loja.yaml has it as `a`
              try: foz run loads it; foz show raw.loja_a tells about it
            exit 2
            """);
    assertThat(shell.told("add", "x/a.csv", "loja", "--yes"))
        .isEqualTo(
            """
            error[C101]: Cannot add x/a.csv: sources/loja.yaml has a table `a`
              try: give it another name: foz add file PATH loja.NAME
            exit 2
            """);
    assertThat(shell.told("add", "x/a.csv", "Loja.B", "--yes"))
        .contains("`Loja` cannot name a source or a table")
        .contains("try: call it `loja`");
  }

  @Test
  void whatLiesInTheStorageIsNoSource() {
    shell.write("a.csv", "id\n1\n");
    shell.told("add", "a.csv", "--yes");
    shell.foz("run");
    shell.write("data/b.csv", "id\n1\n");

    assertThat(shell.told("add", "data/b.csv"))
        .contains("Cannot add data/b.csv: it lies in the storage of the lake\n");
  }

  private void zipped(String name, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes.toByteArray());
  }
}
