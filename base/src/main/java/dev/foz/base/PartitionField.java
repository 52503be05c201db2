package dev.foz.base;

/**
 * One of the values by which a table's rows are told into partitions. {@code toString} gives it as
 * it is written: {@code month(dia)}, {@code truncate(3, cep)}, {@code uf}.
 *
 * @param column a column at the top
 */
public record PartitionField(Transform transform, String column) {
  public PartitionField withColumn(String name) {
    return new PartitionField(transform, name);
  }

  @Override
  public String toString() {
    return switch (transform) {
      case Transform.Simple simple when simple == Transform.Simple.IDENTITY -> column;
      case Transform.Simple simple -> simple + "(" + column + ")";
      case Transform.Truncate truncate -> truncate + "(" + truncate.width() + ", " + column + ")";
    };
  }
}
