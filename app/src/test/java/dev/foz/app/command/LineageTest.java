package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code foz lineage} of a small shop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineageTest {
  private Path folder;
  private Shell shell;

  @BeforeAll
  void load(@TempDir Path folder) {
    this.folder = folder;
    shell = new Shell(folder);
    shell.told("init", ".", "--example", "loja");
    shell.write(
        "models/refined/painel.sql",
        "select v.*, count(*) over () as n, (select max(preco) from curated.loja_produtos) as caro\n"
            + "from refined.vendas_por_uf v\n");
    shell.write(
        "models/refined/dobro.sql", "select * replace (total * 2 as total) from refined.painel\n");
    assertThat(shell.foz("run").exit()).isZero();
    shell.write("models/refined/nova.sql", "select * replace (1 as total) from refined.painel\n");
  }

  @Test
  void aTableIsToldWithAllThatItIsMadeOfAndInto() {
    assertThat(shell.told("lineage", "curated.itens"))
        .isEqualTo(
            """
            curated.itens  models/curated/itens.sql

            made of
            └─ curated.loja_pedidos  last state by id
               └─ raw.loja_pedidos  records as they came
                  └─ entrada/pedidos/*.jsonl  sources/loja.yaml

            made into
            └─ refined.vendas_por_uf  models/refined/vendas_por_uf.sql
               └─ refined.painel  models/refined/painel.sql
                  ├─ refined.dobro  models/refined/dobro.sql
                  └─ refined.nova  models/refined/nova.sql
            """);
  }

  @Test
  void whatWasToldOnceIsNotToldAgain() {
    assertThat(shell.told("lineage", "refined.painel", "--up"))
        .contains("├─ curated.loja_produtos  last state by sku\n")
        .contains("└─ curated.loja_produtos  last state by sku  as above\n")
        .doesNotContain("made into");
  }

  @Test
  void aColumnIsFollowedThroughTheSql() {
    assertThat(shell.told("lineage", "Refined.Vendas_por_UF.total", "--up"))
        .isEqualTo(
            """
            refined.vendas_por_uf.total

            made of
            └─ curated.itens.total  computed
               └─ curated.loja_pedidos.itens  computed
                  └─ raw.loja_pedidos.data.itens
                     └─ raw.loja_pedidos.data
                        └─ entrada/pedidos/*.jsonl
            """);
    assertThat(shell.told("lineage", "curated.loja_produtos.preco", "--down"))
        .isEqualTo(
            """
            curated.loja_produtos.preco

            made into
            └─ refined.painel.caro  computed

            not told
              refined.dobro (uf, produto, itens, quantidade, total, n, caro): the SQL does not tell for sure what it is made of
            """);
    assertThat(shell.told("lineage", "curated.loja_clientes.cpf", "--up"))
        .startsWith("curated.loja_clientes.cpf  mask last4\n");
  }

  @Test
  void whatCannotBeToldIsSaidToBeSo() {
    assertThat(shell.told("lineage", "refined.painel.n")).contains("made of\n  nothing\n");
    assertThat(shell.told("lineage", "refined.dobro.total", "--up"))
        .isEqualTo(
            """
            refined.dobro.total

            made of
              nothing that can be told

            not told
              refined.dobro.total: the SQL does not tell for sure what it is made of
            """);
    assertThat(shell.told("lineage", "refined.painel.n", "--down"))
        .endsWith(
            """
            made into
              nothing

            not told
              refined.dobro (uf, produto, itens, quantidade, total, n, caro): the SQL does not tell for sure what it is made of
            """);
    assertThat(shell.told("lineage", "refined.nova.total"))
        .isEqualTo(
            """
            error[C103]: refined.nova has no column `total` that is known
              why: it was not built yet, and its SQL does not tell its columns
              try: foz run makes it; foz lineage refined.nova works before
            exit 2
            """);
  }

  @Test
  void whatLiesFurtherIsLeftOutAndMarked() {
    assertThat(shell.told("lineage", "curated.itens", "--depth", "1"))
        .contains("└─ curated.loja_pedidos  last state by id  …\n")
        .contains("└─ refined.vendas_por_uf  models/refined/vendas_por_uf.sql  …\n")
        .doesNotContain("raw.loja_pedidos");
    assertThat(shell.told("lineage", "curated.itens", "--depth", "0"))
        .contains("--depth must be at least 1");
  }

  @Test
  void jsonHasNodesAndEdges() {
    assertThat(shell.foz("lineage", "curated.loja_pedidos", "--json", "--up").out())
        .isEqualTo(
            "{\"of\":\"curated.loja_pedidos\",\"nodes\":["
                + "{\"name\":\"entrada/pedidos/*.jsonl\",\"kind\":\"files\",\"detail\":\"sources/loja.yaml\"},"
                + "{\"name\":\"raw.loja_pedidos\",\"kind\":\"raw\",\"detail\":\"records as they came\"},"
                + "{\"name\":\"curated.loja_pedidos\",\"kind\":\"curated\",\"detail\":\"last state by id\"}],"
                + "\"edges\":[{\"from\":\"entrada/pedidos/*.jsonl\",\"to\":\"raw.loja_pedidos\",\"how\":\"\"},"
                + "{\"from\":\"raw.loja_pedidos\",\"to\":\"curated.loja_pedidos\",\"how\":\"\"}],"
                + "\"untold\":[]}\n");
  }

  @Test
  void theDrawingHasEachTableInABoxThatNoOtherTouches() throws Exception {
    assertThat(shell.told("lineage", "refined.painel", "--svg", "l.svg")).isEqualTo("drew l.svg\n");
    String svg = Files.readString(folder.resolve("l.svg"));
    assertThat(shell.foz("lineage", "refined.painel", "--svg").out()).isEqualTo(svg);

    Document drawing =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));

    assertThat(texts(drawing))
        .contains("refined.painel", "curated.loja_produtos", "entrada/clientes.csv");
    List<double[]> boxes = boxes(drawing);
    assertThat(boxes).hasSize(14);
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(overlap(boxes.get(i), boxes.get(j))).as("boxes %s and %s", i, j).isFalse();
      }
    }
  }

  private static List<String> texts(Document drawing) {
    NodeList texts = drawing.getElementsByTagName("text");
    List<String> found = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      found.add(texts.item(i).getTextContent());
    }
    return found;
  }

  private static List<double[]> boxes(Document drawing) {
    NodeList rectangles = drawing.getElementsByTagName("rect");
    List<double[]> boxes = new ArrayList<>();
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element box = (Element) rectangles.item(i);
      if (box.hasAttribute("x")) {
        boxes.add(new double[] {of(box, "x"), of(box, "y"), of(box, "width"), of(box, "height")});
      }
    }
    return boxes;
  }

  private static double of(Element box, String name) {
    return Double.parseDouble(box.getAttribute(name));
  }

  private static boolean overlap(double[] a, double[] b) {
    return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
  }

  @Test
  void unknownNamesAreToldTheNearest() {
    assertThat(shell.told("lineage", "refined.painel.totl"))
        .isEqualTo(
            """
            error[C103]: refined.painel has no column `totl`
              try: did you mean `refined.painel.total`?
            exit 2
            """);
    assertThat(shell.told("lineage", "refined.panel"))
        .contains("no table is named `refined.panel`")
        .contains("did you mean `refined.painel`?");
  }
}
