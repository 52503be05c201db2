package dev.foz.testing;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import dev.foz.testing.LakeModel.Written;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Input of a source with three tables that grows as seeded chance wants: nested orders whose states
 * change over files, customers with a nested key, some of them packed, and a log without a key.
 * Later rounds bring new fields, and fractions where only whole numbers were before.
 */
final class SalesInput {
  static final String SOURCE = "vendas";
  static final List<String> TABLES = List.of("pedidos", "clientes", "acessos");
  static final String YAML =
      """
      pedidos: { path: "entrada/pedidos/*.jsonl", primary_key: id }
      clientes: { path: "entrada/clientes/*.json*", primary_key: doc.id }
      acessos: { path: "entrada/acessos/*.csv*" }
      """;

  private static final int NEW_FIELD_ROUND = 10;
  private static final int FRACTION_ROUND = 25;
  private static final String[] STATES = {"novo", "pago", "enviado", "cancelado"};
  private static final String[] PLACES = {"São Paulo", "Belém", "Foz do Iguaçu", "x\"y\\z", "東京"};
  private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 3, 4, 5);

  private final ScratchLake lake;
  private final RandomGenerator random;
  private final LakeModel model = new LakeModel(TABLES);
  private final Map<String, Long> sizes = new HashMap<>();
  private final List<String> growing = new ArrayList<>();
  private int round;
  private long clock;

  SalesInput(ScratchLake lake, long seed) {
    this.lake = lake;
    this.random = new Random(seed);
  }

  LakeModel model() {
    return model;
  }

  /** Writes files of all tables. */
  void begin(int records) {
    for (String table : TABLES) {
      for (int file = 0; file < 3; file++) {
        newFile(table, records / 9);
      }
    }
    round++;
  }

  /** One new file, or more lines in one that is there. Call it while no run reads. */
  void grow(int records) {
    if (random.nextInt(3) == 0) {
      newFile(TABLES.get(random.nextInt(TABLES.size())), records);
    } else {
      String file = growing.get(random.nextInt(growing.size()));
      writeTo(file, records);
    }
    round++;
  }

  private void newFile(String table, int records) {
    String ending = table.equals("acessos") ? ".csv" : table.equals("pedidos") ? ".jsonl" : ".json";
    boolean packed = !table.equals("pedidos") && random.nextInt(3) == 0;
    String name = "%s-%04d%s".formatted("abc".charAt(random.nextInt(3)), sizes.size(), ending);
    String file = "entrada/" + table + "/" + name + (packed ? ".gz" : "");
    lake.write(file, new byte[0]);
    growing.add(file);
    sizes.put(file, 0L);
    if (table.equals("acessos")) {
      emit(file, "quando;ip;bytes;pagina\r\n".getBytes(StandardCharsets.UTF_8));
    }
    writeTo(file, records);
  }

  private void writeTo(String file, int records) {
    String table = file.split("/", -1)[1];
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    long offset = sizes.getOrDefault(file, 0L);
    for (int i = 0; i < records; i++) {
      Line line = line(table);
      byte[] payload = line.text().getBytes(StandardCharsets.UTF_8);
      model.write(new Written(table, file, offset + chunk.size(), payload, round, line.row()));
      chunk.writeBytes(payload);
      chunk.writeBytes(random.nextInt(5) == 0 ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
    }
    emit(file, chunk.toByteArray());
  }

  private void emit(String file, byte[] bytes) {
    sizes.merge(file, (long) bytes.length, Long::sum);
    lake.append(file, file.endsWith(".gz") ? ScratchLake.gzip(bytes) : bytes);
  }

  private record Line(String text, Map<String, @Nullable Object> row) {}

  private Line line(String table) {
    clock++;
    return switch (table) {
      case "pedidos" -> order();
      case "clientes" -> customer();
      default -> access();
    };
  }

  private Line order() {
    long id = random.nextInt(3_000);
    String state = STATES[random.nextInt(STATES.length)];
    BigDecimal total =
        round < FRACTION_ROUND
            ? BigDecimal.valueOf(random.nextInt(100_000))
            : BigDecimal.valueOf(random.nextInt(10_000_000), 2);
    String city = PLACES[random.nextInt(PLACES.length)];
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      item.put("sku", "S" + random.nextInt(50));
      item.put("q", 1 + random.nextInt(9));
      items.add(item);
    }
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("estado", state);
    row.put("total", total);
    row.put("entrega", new LinkedHashMap<>(Map.of("cidade", city)));
    row.put("itens", items);
    row.put("quando", START.plusSeconds(clock));
    if (round >= NEW_FIELD_ROUND && random.nextBoolean()) {
      row.put("obs", "nota " + clock);
    }
    String text = Json.of(row, random);
    return new Line(text, row);
  }

  private Line customer() {
    String id = "C" + random.nextInt(900);
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("ativo", random.nextBoolean());
    row.put("doc", document);
    row.put("nome", PLACES[random.nextInt(PLACES.length)] + " " + clock);
    row.put("pontos", random.nextLong(1L << 40));
    String text = Json.of(row, random);
    return new Line(text, row);
  }

  private Line access() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    LocalDateTime at = START.plusSeconds(clock);
    row.put("quando", at);
    row.put("ip", "10.0.0." + random.nextInt(250));
    row.put("bytes", random.nextLong(1L << 33));
    row.put("pagina", "/p;" + random.nextInt(100) + (random.nextInt(9) == 0 ? "\n\"q\"" : ""));
    String page = "\"" + String.valueOf(row.get("pagina")).replace("\"", "\"\"") + "\"";
    String text =
        at.format(ISO_LOCAL_DATE_TIME) + ";" + row.get("ip") + ";" + row.get("bytes") + ";" + page;
    return new Line(text, row);
  }
}
