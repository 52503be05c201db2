package dev.foz.demo;

import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;

/**
 * Who sells.
 *
 * @param postalCode eight digits
 */
record Shop(String cnpj, String name, City city, String postalCode) {
  private static final LocalDate LETTERS_SINCE = LocalDate.of(2026, Month.JULY, 1);
  // Letters that are read as digits or as each other are left out.
  private static final String CNPJ_CHARACTERS = "0123456789ABCDEGHJKLMNPRSTVWXYZ";
  private static final List<String> KINDS =
      List.of("Mercado", "Empório", "Armazém", "Casa", "Bazar", "Mercearia", "Loja");
  private static final List<String> NAMES =
      List.of(
          "Foz do Rio",
          "São Jorge",
          "Boa Vista",
          "Três Irmãos",
          "Estação",
          "Ipê-Amarelo",
          "Beira-Mar",
          "Sabiá",
          "Nossa Senhora da Conceição",
          "Pé de Serra",
          "Araucária",
          "Cajuína");

  /** One shop or more in each city, as its weight says; some registered with letters. */
  static List<Shop> inventAll(Dice dice, List<City> cities) {
    List<Shop> shops = new ArrayList<>();
    for (City city : cities) {
      for (int i = 0; i < city.weight(); i++) {
        String characters = i % 3 == 2 ? CNPJ_CHARACTERS : "0123456789";
        shops.add(invent(dice, city, characters));
      }
    }
    return List.copyOf(shops);
  }

  private static Shop invent(Dice dice, City city, String characters) {
    String cnpj = CheckDigits.cnpj(dice.text(characters, 8) + "0001");
    String name = dice.one(KINDS) + " " + dice.one(NAMES) + " Ltda";
    return new Shop(cnpj, name, city, city.postalPrefix() + dice.digits(3));
  }

  /** CNPJs with letters are given since July 2026. */
  boolean existsOn(LocalDate day) {
    return !day.isBefore(LETTERS_SINCE) || cnpj.chars().allMatch(Character::isDigit);
  }
}
