package dev.foz.demo;

import java.util.List;

/**
 * A city.
 *
 * @param code of the statistics office IBGE; its first two digits are the state's
 * @param state two letters
 * @param postalPrefix first five digits of its postal codes
 * @param icms state tax, hundredths of a per cent
 */
record City(String code, String name, String state, String postalPrefix, int icms, int weight) {
  static List<City> loadAll() {
    return Listing.load("municipios.tsv").stream()
        .map(
            line ->
                new City(
                    line.get(0),
                    line.get(1),
                    line.get(2),
                    line.get(3),
                    Integer.parseInt(line.get(4).replace(".", "")),
                    Integer.parseInt(line.get(5))))
        .toList();
  }

  String stateCode() {
    return code.substring(0, 2);
  }
}
