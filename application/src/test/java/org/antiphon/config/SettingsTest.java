package org.antiphon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir private Path home;

  @Test
  void anEmptyInstallationHasSafeDefaults() {
    Settings settings = load(Map.of(), Map.of()).settings();
    assertThat(settings.data()).isEqualTo(home.resolve(".antiphon"));
    assertThat(settings.server().host()).isEqualTo("127.0.0.1");
    assertThat(settings.server().port()).isEqualTo(7171);
    assertThat(settings.calendarScale()).isEqualTo(1.0);
    assertThat(settings.platforms()).isEmpty();
    assertThat(settings.complainant()).isEmpty();
  }

  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    write("[server]\nport = 1\nhost = \"::1\"\nbehind_proxy = true\n");
    var effective =
        load(
            Map.of("ANTIPHON_SERVER_PORT", "2", "ANTIPHON_SERVER_HOST", "localhost"),
            Map.of("server.port", "3"));
    assertThat(effective.settings().server().port()).isEqualTo(3);
    assertThat(effective.settings().server().host()).isEqualTo("localhost");
    assertThat(effective.settings().server().behindProxy()).isTrue();
    assertThat(effective.values())
        .contains(
            new EffectiveSettings.Value("server.port", "3", "command line"),
            new EffectiveSettings.Value("server.host", "localhost", "ANTIPHON_SERVER_HOST"),
            new EffectiveSettings.Value("server.behind_proxy", "true", "antiphon.toml:4"),
            new EffectiveSettings.Value("database.pool", "16", "default"));
  }

  @Test
  void nobodyElseIsAskedUnlessAServiceIsNamed() throws IOException {
    assertThat(load(Map.of(), Map.of()).settings().secondOpinion()).isEmpty();
    write("[second_opinion]\nsends = \"url\"\n");
    assertThat(load(Map.of(), Map.of()).settings().secondOpinion()).isEmpty();
  }

  @Test
  void aSecondOpinionIsReadWholeAndItsKeyFromWhereItIsNamed() throws IOException {
    write(
        """
        [second_opinion]
        url = "https://echo.example/v1/detections"
        key = "env:ECHO_KEY"
        sends = "url"
        time_limit = "20s"
        probability_field = "score"
        """);
    var asked =
        load(Map.of("ECHO_KEY", "opens"), Map.of()).settings().secondOpinion().orElseThrow();
    assertThat(asked.name()).isEqualTo("echo.example");
    assertThat(asked.key().orElseThrow().reveal()).isEqualTo("opens");
    assertThat(asked.sends()).isEqualTo(SecondOpinionSettings.Sends.URL);
    assertThat(asked.limits().time()).isEqualTo(Duration.ofSeconds(20));
    assertThat(asked.simulated()).isFalse();
    assertThat(asked.fields().probability()).isEqualTo("score");
    assertThat(asked.fields().artifacts()).isEqualTo("artifacts");
  }

  @Test
  void aKeyNeverTravelsReadableAndNoQuestionLastsForEver() throws IOException {
    write(
        """
        [second_opinion]
        url = "http://echo.example/v1"
        key = "env:ECHO_KEY"
        sends = "everything"
        time_limit = "2h"
        """);
    assertThatThrownBy(() -> load(Map.of("ECHO_KEY", "opens"), Map.of()))
        .isInstanceOf(InvalidInput.class)
        .satisfies(all ->
            assertThat(((InvalidInput) all).faults())
                .extracting(fault -> fault.what())
                .containsExactly(
                    "`second_opinion.url`: its key would travel readable",
                    "`second_opinion.sends`: \"everything\" is not known",
                    "`second_opinion.time_limit`: it is not between 1 ms and 80 s"));
  }

  @Test
  void aPlatformIsReadWhole() throws IOException {
    Path key = Files.writeString(home.resolve("warble.key"), " opens \n");
    write(
        """
        [platform.warble]
        name = "Warble"
        url = "http://127.0.0.1:8080/warble"
        key = "file:%s"
        webhook_secret = "env:WARBLE_HOOK"
        simulated = true
        regimes = ["US_512", "EU_DSA"]
        territories = ["US"]
        requests = "120/min"
        settle = "5s"
        key_lifetime = "1d"
        labels = true
        """
            .formatted(key));
    var platform =
        load(Map.of("WARBLE_HOOK", "signs"), Map.of()).settings().platform("warble").orElseThrow();
    assertThat(platform.key().orElseThrow().reveal()).isEqualTo("opens");
    assertThat(platform.webhookSecret().orElseThrow().reveal()).isEqualTo("signs");
    assertThat(platform.requestsPerSecond()).isEqualTo(2.0);
    assertThat(platform.settle()).isEqualTo(Duration.ofSeconds(5));
    assertThat(platform.keyLifetime()).contains(Duration.ofDays(1));
    assertThat(platform.regimes()).containsExactlyInAnyOrder("US_512", "EU_DSA");
    assertThat(platform.takesNotices()).isTrue();
    assertThat(platform.labels()).isTrue();
    assertThat(platform.toString()).doesNotContain("opens").doesNotContain("signs");
  }

  @Test
  void allFaultsOfTheFileAreSaidAtOnceWithTheirLines() throws IOException {
    write(
        """
        [server]
        prot = 1
        port = "many"
        [work]
        crawl_every = "soon"
        [platform.warble]
        key = "s3cret-in-plain"
        """);
    InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> load(Map.of(), Map.of()));
    assertThat(refused.faults())
        .extracting(InvalidInput::code, InvalidInput::where)
        .containsExactlyInAnyOrder(
            tuple("SETTING_UNKNOWN", "antiphon.toml:2"),
            tuple("SETTING_VALUE", "antiphon.toml:3"),
            tuple("SETTING_VALUE", "antiphon.toml:5"),
            tuple("SETTING_VALUE", "antiphon.toml:7"),
            tuple("SETTING_VALUE", "default"));
    assertThat(refused.faults().getFirst().hint()).contains("`server.port`");
    assertThat(refused.faults())
        .noneMatch(fault -> (fault.what() + fault.hint()).contains("s3cret"));
  }

  @Test
  void anUnknownVariableOfOursIsNamedWithItsNeighbour() {
    assertThatThrownBy(() -> load(Map.of("ANTIPHON_SERVER_PROT", "1"), Map.of()))
        .isInstanceOfSatisfying(
            InvalidInput.class, fault -> assertThat(fault.hint()).contains("ANTIPHON_SERVER_PORT"));
  }

  @Test
  void aVariableMayNameAPlatformsSetting() throws IOException {
    write("[platform.two-words]\nurl = \"https://a.example\"\n");
    var settings =
        load(Map.of("ANTIPHON_PLATFORM_TWO_WORDS_URL", "https://b.example/x"), Map.of()).settings();
    assertThat(settings.platform("two-words").orElseThrow().url()).hasHost("b.example");
  }

  @Test
  void aFileThatIsNoTomlIsRefusedWithItsLine() throws IOException {
    write("[server]\nport = = 1\n");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            fault -> {
              assertThat(fault.code()).isEqualTo("SETTINGS_SYNTAX");
              assertThat(fault.where()).isEqualTo("antiphon.toml:2");
            });
  }

  @Test
  void theTemplateIsReadAgainWithoutAFaultAndChangesNothing() throws IOException {
    Settings before = load(Map.of(), Map.of()).settings();
    write(EffectiveSettings.template());
    assertThat(load(Map.of(), Map.of()).settings()).isEqualTo(before);
  }

  @Test
  void everyLineOfTheTemplateHoldsOnceItsSignIsTakenAway() throws IOException {
    String open =
        EffectiveSettings.template()
            .replace("# Settings", "## Settings")
            .replace("# Environment", "## Environment")
            .replaceAll("(?m)^# (?!#)", "")
            .replaceAll("(?m)^url = \"\"", "url = \"https://a.example\"");
    write(open.replaceAll("(?m)^(name|organisation|address|telephone|email) = \"\"", "$1 = \"x\""));
    assertThat(load(Map.of(), Map.of()).settings().platforms()).hasSize(1);
  }

  @Test
  void aMissingSecretSaysWhereItShouldBe() {
    assertThatThrownBy(() -> Secret.file(home.resolve("none")).reveal())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("does not exist");
  }

  @ParameterizedTest
  @CsvSource({"250ms,250", "30s,30000", "5min,300000", "1.5h,5400000", "7d,604800000"})
  void timesBearUnits(String text, long milliseconds) {
    assertThat(Units.duration(text)).contains(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @CsvSource({"2GiB,2147483648", "500MB,500000000", "17,17", "1 KiB,1024"})
  void sizesBearUnits(String text, long bytes) {
    assertThat(Units.bytes(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "10", "-1s", "1e3s", "99999999999999999d", "10 parsecs"})
  void whatIsNoTimeIsNotTakenForOne(String text) {
    assertThat(Units.duration(text)).isEmpty();
  }

  private EffectiveSettings load(Map<String, String> environment, Map<String, String> flags) {
    return new SettingsLoader(home, environment).load(Optional.empty(), flags);
  }

  private void write(String toml) throws IOException {
    Files.createDirectories(home.resolve(".antiphon"));
    Files.writeString(home.resolve(".antiphon/antiphon.toml"), toml);
  }
}
