package org.antiphon.enforcement.notices;

import static org.assertj.core.api.Assertions.assertThat;

import org.antiphon.enforcement.basis.Basis;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementTest {
  @ParameterizedTest
  @EnumSource(Basis.class)
  void whateverACaseRestsOnItsPageSaysWhatAPersonConfirms(Basis basis) {
    assertThat(Statement.confirmed(basis.name()))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(statement -> assertThat(statement.text()).endsWith("."));
  }
}
