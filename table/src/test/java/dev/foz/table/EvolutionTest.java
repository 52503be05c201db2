package dev.foz.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvolutionTest {
  private static final List<Field> CURRENT =
      Evolution.assign(
          List.of(
              Field.of("id", Type.Primitive.INT),
              Field.of(
                  "itens",
                  Type.ListOf.of(
                      new Type.Struct(
                          List.of(
                              Field.of("sku", Type.Primitive.STRING),
                              Field.of("valor", new Type.Decimal(10, 2)))))),
              Field.of("extra", Type.MapOf.of(Type.Primitive.STRING, Type.Primitive.FLOAT))));

  private static Field of(String name, Type type) {
    return Field.of(name, type);
  }

  @Test
  void idsAreGivenLevelByLevelAsIcebergDoes() {
    assertThat(CURRENT).extracting(Field::id).containsExactly(1, 2, 3);
    assertThat(Evolution.highestId(CURRENT)).isEqualTo(8);
    assertThat(FieldTypes.fields(FieldTypes.schema(CURRENT))).isEqualTo(CURRENT);
    assertThat(Evolution.assign(RawColumn.fields())).isEqualTo(RawColumn.fields());
  }

  @Test
  void fewerAndNarrowerColumnsAreTheSame() {
    List<Field> wanted =
        List.of(
            of(
                "itens",
                Type.ListOf.of(new Type.Struct(List.of(of("valor", new Type.Decimal(5, 2)))))));
    assertThat(Evolution.compare(CURRENT, wanted)).isEqualTo(new Evolution.Same(CURRENT));
  }

  @Test
  void newAndWiderFieldsAlsoDeepDownWiden() {
    List<Field> wanted =
        List.of(
            of("novo", Type.Primitive.DATE),
            of("id", Type.Primitive.LONG),
            of("extra", Type.MapOf.of(Type.Primitive.STRING, Type.Primitive.DOUBLE)),
            of(
                "itens",
                Type.ListOf.of(
                    new Type.Struct(
                        List.of(
                            of("valor", new Type.Decimal(12, 2)),
                            of("cor", Type.Primitive.STRING))))));
    Evolution evolution = Evolution.compare(CURRENT, wanted);
    assertThat(evolution).isInstanceOf(Evolution.Widens.class);
    assertThat(evolution.fields().toString())
        .isEqualTo(
            "[Field[id=1, name=id, type=long], Field[id=2, name=itens, type=list<struct<sku: string,"
                + " valor: decimal(12,2), cor: string>>], Field[id=3, name=extra, type=map<string,"
                + " double>], Field[id=10, name=novo, type=date]]");
    assertThat(Evolution.highestId(evolution.fields())).isEqualTo(10);
  }

  @Test
  void whatDoesNotWidenNeedsARebuildAndSaysWhy() {
    List<Field> wanted =
        List.of(
            of("id", Type.Primitive.INT),
            of(
                "itens",
                Type.ListOf.of(new Type.Struct(List.of(of("valor", new Type.Decimal(10, 3)))))));
    Evolution evolution = Evolution.compare(CURRENT, 20, wanted);
    assertThat(evolution)
        .isInstanceOfSatisfying(
            Evolution.NeedsRebuild.class,
            needed ->
                assertThat(needed.reason())
                    .isEqualTo("column `itens.element.valor` is decimal(10,3), was decimal(10,2)"));
    assertThat(evolution.fields()).extracting(Field::id).containsExactly(1, 21);
  }
}
