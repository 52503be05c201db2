package dev.foz.contract;

import dev.foz.base.PayloadFormat;
import java.util.List;

/**
 * The header of a CSV file.
 *
 * @param names as they are written, in the order of the columns; blank where there is none
 * @param columns as the contract has them: never blank, and none twice
 */
public record CsvHeader(List<String> names, List<String> columns) {
  public CsvHeader {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
  }

  /**
   * @throws IllegalArgumentException where it is no row of that format
   */
  public static CsvHeader of(PayloadFormat.Csv format) {
    try {
      return new CsvHeader(CsvReader.header(format), CsvReader.columns(format));
    } catch (RecordError e) {
      throw new IllegalArgumentException("This is no header: " + format.header(), e);
    }
  }
}
