package dev.foz.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invents customers. */
final class People {
  private static final List<String> GIVEN =
      List.of(
          "Ana",
          "Antônio",
          "Beatriz",
          "Bruno",
          "Camila",
          "Carlos",
          "Cecília",
          "Davi",
          "Débora",
          "Eduardo",
          "Elisângela",
          "Fabrício",
          "Fernanda",
          "Gabriel",
          "Helena",
          "Ícaro",
          "Inês",
          "João",
          "José",
          "Júlia",
          "Letícia",
          "Luís",
          "Márcia",
          "Mateus",
          "Natália",
          "Otávio",
          "Patrícia",
          "Rafael",
          "Sebastião",
          "Tatiana",
          "Vinícius",
          "Yara");
  private static final List<String> FAMILY =
      List.of(
          "Almeida",
          "Araújo",
          "Barbosa",
          "Batista",
          "Brandão",
          "Cardoso",
          "Conceição",
          "Corrêa",
          "D'Ávila",
          "Ferreira",
          "Gonçalves",
          "Guimarães",
          "Lima",
          "Magalhães",
          "Moraes",
          "Nascimento",
          "Oliveira",
          "Pereira",
          "Quirós",
          "Ribeiro",
          "Santos",
          "Silva",
          "Souza",
          "Teixeira",
          "Uchôa",
          "Vasconcelos");
  private static final List<String> TRADES =
      List.of("Restaurante", "Padaria", "Escola", "Pousada", "Condomínio", "Clínica", "Oficina");

  private static final int MOST_REGULARS = 1_000;

  private final Dice dice;
  private final List<City> cities;
  private final Map<City, List<Customer>> regulars = new HashMap<>();

  People(Dice dice, List<City> cities) {
    this.dice = dice;
    this.cities = cities;
  }

  /**
   * Whoever buys in this city; one in ten does not say who they are, some have been here before.
   */
  Optional<Customer> customerIn(City shopCity) {
    if (dice.inPercent(10)) {
      return Optional.empty();
    }
    List<Customer> known = regulars.computeIfAbsent(shopCity, city -> new ArrayList<>());
    if (!known.isEmpty() && dice.inPercent(20)) {
      return Optional.of(dice.one(known));
    }
    Customer customer = newCustomer(dice.inPercent(85) ? shopCity : dice.one(cities));
    if (known.size() < MOST_REGULARS) {
      known.add(customer);
    }
    return Optional.of(customer);
  }

  private Customer newCustomer(City home) {
    return dice.inPercent(15) ? company(home) : person(home);
  }

  private Customer person(City home) {
    String name = dice.one(GIVEN) + " " + dice.one(FAMILY) + " " + dice.one(FAMILY);
    Optional<String> cpf = Optional.of(CheckDigits.cpf(dice.digits(9)));
    return new Customer(cpf, Optional.empty(), name, home);
  }

  private Customer company(City home) {
    String name = dice.one(TRADES) + " " + dice.one(FAMILY) + " Ltda";
    Optional<String> cnpj = Optional.of(CheckDigits.cnpj(dice.digits(8) + "0001"));
    return new Customer(Optional.empty(), cnpj, name, home);
  }
}
