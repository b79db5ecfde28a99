package org.antiphon.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.antiphon.accounts.Duties.Part;
import org.antiphon.accounts.Duties.Policy;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountsTest {
  private static final String PASSWORD = "a long sentence to type";
  private static final PasswordCost CHEAP = new PasswordCost(100);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
  private final Database database = TestDatabase.fresh();
  @TempDir Path folder;
  private Ledger ledger;
  private Accounts accounts;

  @BeforeEach
  void open() {
    var keys = new KeyFolder(folder.resolve("keys"));
    ledger = new Ledger(database, keys, now::get);
    accounts = new Accounts(database, ledger, keys, now::get, CHEAP);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Person ada() {
    var ada = accounts.createPerson("Ada Roe", "Counsel", "Ada@Example.org", Set.of(Role.ATTESTER));
    accounts.logins().setPassword(ada.id(), PASSWORD);
    return ada;
  }

  private Stream<String> kinds(Person person) {
    return ledger.about(new Subject("person", person.id().toString())).stream()
        .map(Ledger.Recorded::kind);
  }

  @Test
  void aPersonIsFoundByIdAndByAddressInAnyCase() {
    var ada = ada();
    assertThat(accounts.person(ada.id())).contains(ada);
    assertThat(accounts.personByEmail("ADA@example.org")).contains(ada);
    assertThat(accounts.people()).containsExactly(ada);
    assertThatThrownBy(() -> accounts.createPerson("B", "", "ada@example.org", Set.of()))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void noNameOrAddressStandsInTheLedgerItself() {
    var ada = ada();
    accounts.logins().login("ada@example.org", PASSWORD);
    for (var entry : ledger.about(new Subject("person", ada.id().toString())))
      assertThat(new String(entry.body(), StandardCharsets.UTF_8))
          .doesNotContainIgnoringCase("ada@")
          .doesNotContain("Roe");
  }

  @Test
  void loginsAreRecordedTheFailedOnesToo() {
    var ada = ada();
    assertThat(accounts.logins().login("ada@example.org", "wrong wrong wrong")).isEmpty();
    var opened = accounts.logins().login("ada@example.org", PASSWORD).orElseThrow();
    assertThat(accounts.logins().session(opened.secret())).contains(opened.session());
    assertThat(kinds(ada)).containsExactly("person.added", "login.failed", "login.succeeded");
    accounts.logins().logout(opened.secret());
    assertThat(accounts.logins().session(opened.secret())).isEmpty();
  }

  @Test
  void fiveWrongPasswordsLockTheAccountForAWhile() {
    ada();
    for (int wrong = 0; wrong < 5; wrong++)
      assertThat(accounts.logins().login("ada@example.org", "wrong wrong wrong")).isEmpty();
    assertThatThrownBy(() -> accounts.logins().login("ada@example.org", PASSWORD))
        .isInstanceOfSatisfying(Refused.class, p -> assertThat(p.code()).isEqualTo("LOCKED"));
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
    assertThat(accounts.logins().login("ada@example.org", PASSWORD)).isPresent();
  }

  @Test
  void aSessionGrowsStaleAndFreshAgainByThePassword() {
    ada();
    var opened = accounts.logins().login("ada@example.org", PASSWORD).orElseThrow();
    var limit = Duration.ofMinutes(5);
    assertThat(accounts.freshlyAuthenticated(opened.session(), limit)).isTrue();
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(6)));
    assertThat(accounts.freshlyAuthenticated(opened.session(), limit)).isFalse();
    assertThat(accounts.logins().reauthenticate(opened.secret(), "wrong wrong wrong")).isEmpty();
    var again = accounts.logins().reauthenticate(opened.secret(), PASSWORD).orElseThrow();
    assertThat(accounts.freshlyAuthenticated(again, limit)).isTrue();
    now.updateAndGet(time -> time.plus(Duration.ofHours(12)));
    assertThat(accounts.logins().session(opened.secret())).isEmpty();
  }

  @Test
  void theSetUpLinkWorksOnceAndForAnHour() {
    var secret = accounts.logins().setupSecret();
    assertThat(accounts.logins().spendSetup("other")).isFalse();
    assertThat(accounts.logins().spendSetup(secret)).isTrue();
    assertThat(accounts.logins().spendSetup(secret)).isFalse();
    var late = accounts.logins().setupSecret();
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(61)));
    assertThat(accounts.logins().spendSetup(late)).isFalse();
  }

  @Test
  void anApiKeyIsKnownByItsSecretUntilItIsRevokedAndTheSecretIsNotStored() {
    var issued = accounts.issueApiKey("crawler", Set.of(Scope.READ, Scope.INTAKE));
    assertThat(accounts.authenticateApiKey(issued.secret())).contains(issued.key());
    assertThat(issued.key().may(Scope.ADMINISTER)).isFalse();
    assertThat(accounts.authenticateApiKey(issued.secret() + "x")).isEmpty();
    var row = database.sql().sql("select row_to_json(k)::text from api_key k").query(String.class);
    assertThat(row.single()).doesNotContain(issued.secret());
    var by = org.antiphon.ledger.Actor.system();
    assertThat(accounts.revokeApiKey(issued.key().id(), by)).isTrue();
    assertThat(accounts.revokeApiKey(issued.key().id(), by)).isFalse();
    assertThat(accounts.authenticateApiKey(issued.secret())).isEmpty();
  }

  @Test
  void aPersonsSignatureIsCheckedByThePublicKeyAndTheKeyIsPrivate() throws IOException {
    var ada = ada();
    var message = "what was signed".getBytes(StandardCharsets.UTF_8);
    var signature = accounts.sign(ada.id(), message);
    assertThat(accounts.publicKey(ada.id()).verifies(message, signature)).isTrue();
    message[0]++;
    assertThat(accounts.publicKey(ada.id()).verifies(message, signature)).isFalse();
    var file = folder.resolve("keys").resolve("person-" + ada.id() + ".key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> accounts.sign(ada.id(), message)).isInstanceOf(Problem.class);
  }

  @Test
  void onePersonDoesNotCheckTheirOwnWork() {
    var ada = new PersonId(new java.util.UUID(0, 1));
    Duties.require(Policy.SEPARATE, ada, Set.of(), Part.ATTESTER);
    Duties.require(Policy.SEPARATE, ada, Set.of(Part.ATTESTER), Part.ATTESTER);
    Duties.require(Policy.ONE_PERSON, ada, Set.of(Part.ATTESTER), Part.APPEAL_REVIEWER);
    assertThatThrownBy(
            () -> Duties.require(Policy.SEPARATE, ada, Set.of(Part.ATTESTER), Part.APPEAL_REVIEWER))
        .hasMessageContaining(
            "whoever signed or released the notice may not answer the objection to it");
  }

  @Test
  void anAddressThatALogInPageWouldRefuseIsRefused() {
    for (var email : List.of("jane", "jane@", "@example.org", "ja ne@example.org", "a@b..org"))
      assertThatThrownBy(() -> accounts.createPerson("Jane", "Boss", email, Set.of(Role.VIEWER)))
          .as(email)
          .isInstanceOf(InvalidInput.class);
  }

  @Test
  void lookingAtASetUpLinkSpendsNothing() {
    var secret = accounts.logins().setupSecret();
    assertThat(accounts.logins().isSetup(secret)).isTrue();
    assertThat(accounts.logins().spendSetup(secret)).isTrue();
    assertThat(accounts.logins().isSetup(secret)).isFalse();
  }

  @Test
  void aShortPasswordIsRefused() {
    assertThatThrownBy(() -> Passwords.hash("short", CHEAP)).isInstanceOf(InvalidInput.class);
    assertThat(Passwords.matches("twelve chars", Passwords.hash("twelve chars", CHEAP))).isTrue();
    assertThat(Passwords.matches("twelve charz", Passwords.hash("twelve chars", CHEAP))).isFalse();
  }
}
