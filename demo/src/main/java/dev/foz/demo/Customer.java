package dev.foz.demo;

import java.util.Optional;

/** Who buys: a person with a CPF or a company with a CNPJ. */
record Customer(Optional<String> cpf, Optional<String> cnpj, String name, City city) {}
