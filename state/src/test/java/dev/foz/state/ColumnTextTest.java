package dev.foz.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnTextTest {
  private static final String NAMES = "a\"b, <>()é_ 日🙂";

  @Test
  void columnsReadAsTheyAreWritten() {
    List<Field> columns =
        List.of(
            new Field(1, "id", Type.Primitive.LONG),
            new Field(
                2,
                "a \"b\"",
                new Type.ListOf(
                    new Field(
                        3,
                        "element",
                        new Type.Struct(List.of(new Field(4, "v", new Type.Decimal(18, 2))))))));
    String text =
        "1 \"id\" long, 2 \"a \"\"b\"\"\" list<3 \"element\" struct<4 \"v\" decimal(18,2)>>";
    assertThat(ColumnText.write(columns)).isEqualTo(text);
    assertThat(ColumnText.read(text)).isEqualTo(columns);
  }

  @Test
  void anyColumnsReadAsTheyAreWritten() {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("ColumnTextTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      List<Field> columns = fields(random, 3);
      assertThat(ColumnText.read(ColumnText.write(columns))).as("seed %s", seed).isEqualTo(columns);
    }
  }

  @Test
  void whatIsNoColumnIsRefused() {
    assertThatThrownBy(() -> ColumnText.read("1 \"id\" long;"))
        .hasMessage("Cannot read columns at character 11: 1 \"id\" long;");
  }

  private static List<Field> fields(Random random, int depth) {
    List<Field> fields = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.add(field(random, depth));
    }
    return fields;
  }

  private static Field field(Random random, int depth) {
    StringBuilder name = new StringBuilder();
    random
        .ints(random.nextInt(6), 0, NAMES.codePointCount(0, NAMES.length()))
        .map(i -> NAMES.codePointAt(NAMES.offsetByCodePoints(0, i)))
        .forEach(name::appendCodePoint);
    return new Field(random.nextInt(1000), name.toString(), type(random, depth));
  }

  private static Type type(Random random, int depth) {
    Type.Primitive[] primitives = Type.Primitive.values();
    return switch (depth == 0 ? 0 : random.nextInt(5)) {
      case 1 -> new Type.Struct(fields(random, depth - 1));
      case 2 -> new Type.ListOf(field(random, depth - 1));
      case 3 -> new Type.MapOf(field(random, depth - 1), field(random, depth - 1));
      case 4 -> new Type.Decimal(38, random.nextInt(39));
      default -> primitives[random.nextInt(primitives.length)];
    };
  }
}
