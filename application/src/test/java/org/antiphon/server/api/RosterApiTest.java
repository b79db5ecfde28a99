package org.antiphon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The roster over HTTP, on a whole installation.
class RosterApiTest {
  private static TestInstallation it;
  private static TestInstallation.Client ada;

  @BeforeAll
  static void open() {
    it = TestInstallation.get();
    ada = it.login(TestInstallation.EMAIL);
  }

  @Test
  void pagesFollowEachOtherInTheOrderOfNames() {
    var names = new ArrayList<String>();
    String cursor = "";
    while (cursor != null) {
      var page = ada.get("/api/v1/roster?limit=2&cursor=" + cursor.replace(" ", "%20"));
      page.path("items").forEach(artist -> names.add(artist.path("artist").asString()));
      cursor = page.path("next").isNull() ? null : page.path("next").asString();
    }
    assertThat(names)
        .contains("Halden Virke", "Mirela Oskandra", "The Quiet Ferries")
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  void anArtistIsShownWithWhatTheRosterAuthorises() {
    var halden = ada.get("/api/v1/roster/Halden%20Virke");
    assertThat(halden.path("platform_ids").toString()).contains("warble:ar-halden");
    assertThat(halden.path("distributors").path(0).asString()).isEqualTo("northward-music");
    assertThat(halden.path("isrc_prefixes").path(0).asString()).isEqualTo("ZZHLV");
    assertThat(halden.path("mayAct").asBoolean()).isTrue();
  }

  @Test
  void whoIsNotInTheRosterIsAProblemOf404() {
    var answer = ada.send("GET", "/api/v1/roster/Nobody%20Here", Map.of(), Map.of());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("NOT_FOUND");
  }

  @Test
  void anAddedArtistIsThereAndTheSameAgainChangesNothing() {
    var artist =
        Map.of(
            "artist", "Orla Quennessey",
            "aliases", List.of("オルラ"),
            "platform_ids", List.of("warble:ar-orla"),
            "releases", List.of("ZZORQ2600001@2026-12-01"));
    var added = ada.post("/api/v1/roster", Map.of("artists", List.of(artist)));
    assertThat(added.path("changed").asInt()).isEqualTo(1);
    var again = ada.post("/api/v1/roster", Map.of("artists", List.of(artist)));
    assertThat(again.path("changed").asInt()).isZero();
    var orla = ada.get("/api/v1/roster/Orla%20Quennessey");
    assertThat(orla.path("aliases").path(0).asString()).isEqualTo("オルラ");
    assertThat(orla.path("releases").path(0).asString()).isEqualTo("ZZORQ2600001@2026-12-01");
    assertThat(orla.path("mayAct").asBoolean()).as("without a document").isFalse();
  }

  @Test
  void everyFaultIsNamedAtItsPlaceAndNothingIsWritten() {
    var good = Map.of("artist", "Never Written");
    var wrongDigit = Map.of("artist", "Wrong Digit", "isni", "0000000122819551");
    var nameless = Map.of("aliases", List.of("only an alias"));
    var answer =
        ada.send(
            "POST",
            "/api/v1/roster",
            Map.of("artists", List.of(good, wrongDigit, nameless)),
            Map.of());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("/artists/1", "/artists/2");
    assertThat(ada.send("GET", "/api/v1/roster/Never%20Written", Map.of(), Map.of()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void anEmptyListIsRefused() {
    var answer = ada.send("POST", "/api/v1/roster", Map.of("artists", List.of()), Map.of());
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void whoeverIsNotLoggedInSeesAndChangesNothing() throws Exception {
    for (String method : List.of("GET", "POST")) {
      var answer = bare(method);
      assertThat(answer.statusCode()).as(method).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("Halden");
    }
  }

  private static HttpResponse<String> bare(String method) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(it.address().resolve("/api/v1/roster"))
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString("{}"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
