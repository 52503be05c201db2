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

  private static final List<Field> ITEM =
      List.of(
          of("sku", Type.Primitive.STRING),
          of("preço", new Type.Decimal(10, 2)),
          of("cor", Type.Primitive.STRING));

  private static Evolution renamed(List<Field> current, List<Field> wanted, Rename... renames) {
    return Evolution.compare(
        current, Evolution.highestId(current), wanted, List.of(renames), Evolution.Unwanted.KEEP);
  }

  private static Rename rename(String path, String to) {
    return new Rename(List.of(path.split("\\.", -1)), to);
  }

  private static List<String> told(List<Field> fields) {
    return fields.stream().map(field -> field.id() + " " + field.name()).toList();
  }

  @Test
  void aRenamedColumnKeepsItsId() {
    List<Field> wanted = List.of(of("codigo", Type.Primitive.INT));
    Evolution evolution = renamed(CURRENT, wanted, rename("id", "codigo"));
    assertThat(evolution).isInstanceOf(Evolution.Widens.class);
    assertThat(told(evolution.fields())).containsExactly("1 codigo", "2 itens", "3 extra");
  }

  @Test
  void aReplacedTableKeepsTheIdsOfRenamedFieldsInsideOfColumns() {
    List<Field> items =
        List.of(
            of("itens", Type.ListOf.of(new Type.Struct(ITEM.subList(0, 2)))),
            of("extra", Type.MapOf.of(Type.Primitive.STRING, Type.Primitive.FLOAT)));
    List<Field> fields =
        Evolution.replacing(CURRENT, 8, items, List.of(rename("itens.element.valor", "preço")));
    assertThat(told(fields)).containsExactly("2 itens", "3 extra");
    Type.ListOf list = (Type.ListOf) fields.getFirst().type();
    assertThat(told(((Type.Struct) list.element().type()).fields()))
        .containsExactly("5 sku", "6 preço");
  }

  @Test
  void whatChangesInsideOfAColumnWithoutWideningNeedsARebuild() {
    List<Field> wanted = List.of(of("itens", Type.ListOf.of(new Type.Struct(ITEM))));
    Evolution evolution = renamed(CURRENT, wanted, rename("itens.element.valor", "preço"));
    assertThat(evolution)
        .isInstanceOfSatisfying(
            Evolution.NeedsRebuild.class,
            needed ->
                assertThat(needed.reason())
                    .isEqualTo("fields inside of column `itens` get other names"));
    List<Field> fewer =
        List.of(of("itens", Type.ListOf.of(new Type.Struct(List.of(ITEM.getFirst())))));
    assertThat(Evolution.compare(CURRENT, 20, fewer, List.of(), Evolution.Unwanted.DROP))
        .isInstanceOfSatisfying(
            Evolution.NeedsRebuild.class,
            needed ->
                assertThat(needed.reason())
                    .isEqualTo("field `itens.element.valor` is dropped inside of its column"));
  }

  @Test
  void aRenameThatIsDoneOrMeansNothingIsIgnored() {
    List<Field> wanted = List.of(of("id", Type.Primitive.INT));
    assertThat(
            renamed(
                CURRENT,
                wanted,
                rename("gone", "id2"),
                rename("id", "itens"),
                rename("id", "id"),
                rename("itens.element", "elemento"),
                rename("extra.key", "chave"),
                rename("id.nothing", "x")))
        .isEqualTo(new Evolution.Same(CURRENT));
    List<Field> current = Evolution.assign(List.of(of("b", Type.Primitive.INT)));
    List<Field> both = List.of(of("a", Type.Primitive.INT), of("b", Type.Primitive.INT));
    List<Field> after = renamed(current, both, rename("a", "b")).fields();
    assertThat(told(after)).containsExactly("1 b", "2 a");
    assertThat(renamed(after, both, rename("a", "b"))).isEqualTo(new Evolution.Same(after));
  }

  @Test
  void renamesWaitForANameThatBecomesFree() {
    List<Field> current =
        Evolution.assign(List.of(of("a", Type.Primitive.INT), of("b", Type.Primitive.INT)));
    List<Field> wanted = List.of(of("b", Type.Primitive.INT), of("c", Type.Primitive.INT));
    Rename[] chain = {rename("a", "b"), rename("b", "c"), rename("a", "d")};
    List<Field> after = renamed(current, wanted, chain).fields();
    assertThat(told(after)).containsExactly("1 b", "2 c");
    assertThat(renamed(after, wanted, chain)).isEqualTo(new Evolution.Same(after));
    assertThat(renamed(current, current, rename("a", "b"), rename("b", "a")))
        .as("an exchange would be undone when it is asked for again")
        .isEqualTo(new Evolution.Same(current));
  }

  @Test
  void whatIsNotWantedAnyMoreIsDroppedWhereThatIsAsked() {
    List<Field> wanted = List.of(of("novo", Type.Primitive.DATE), of("id", Type.Primitive.INT));
    Evolution evolution =
        Evolution.compare(CURRENT, 20, wanted, List.of(), Evolution.Unwanted.DROP);
    assertThat(evolution).isInstanceOf(Evolution.Widens.class);
    assertThat(told(evolution.fields())).containsExactly("1 id", "21 novo");
  }

  @Test
  void aRebuildKeepsTheIdsOfRenamedColumns() {
    List<Field> wanted =
        List.of(of("codigo", Type.Primitive.INT), of("extra", Type.Primitive.STRING));
    Evolution evolution = renamed(CURRENT, wanted, rename("id", "codigo"));
    assertThat(evolution).isInstanceOf(Evolution.NeedsRebuild.class);
    assertThat(told(evolution.fields())).containsExactly("1 codigo", "9 extra");
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
