package org.antiphon.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Golden values computed by another program (design vectors), and RFC 8785's sample.
final class SignedNoteTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String NOTE =
      """
      antiphon.example/ledger
      8
      jJYxt52//BCgur4K/lvElzUQ+/W0b0IrZhc8YkWUIwc=

      — antiphon.example/ledger IUwzxEzplReBjTuRS5jm8iZnDTDpM0h+WHrI8CxmEbooGb9cKHGHN3ooHHwio6mj+RlQ2hUmDNhHE5Enwi1KHI7pggs=
      — witness.example/w1 IDJKvgAAAABpVbkA6o2ImLol89J9msX/ZpM1PpQPQIScHtXMYTB9J3w2zMEWNmQD7IfKSEjunnP2xDoCByU/yyZ8r5E906nxHJYMAw==
      """;

  private static byte[] bytes(int from) {
    var bytes = new byte[32];
    for (int i = 0; i < 32; i++) bytes[i] = (byte) (from + i);
    return bytes;
  }

  private static final SigningKey KEY = new SigningKey("antiphon.example/ledger", bytes(0));

  @Test
  void theCheckpointOfEightEntriesIsSignedAsInTheDesignVector() {
    var root = Base64.getDecoder().decode("jJYxt52//BCgur4K/lvElzUQ+/W0b0IrZhc8YkWUIwc=");
    assertThat(HexFormat.of().formatHex(KEY.verifying().key()))
        .isEqualTo("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
    assertThat(KEY.verifying().vkey())
        .isEqualTo("antiphon.example/ledger+214c33c4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4");
    var note = new Checkpoint("antiphon.example/ledger", 8, root).sign(KEY);
    assertThat(NOTE).startsWith(note.toString());
  }

  @Test
  void logAndWitnessSignaturesAreChecked() {
    var witness =
        VerifyingKey.parse(
            "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X");
    var note = SignedNote.parse(NOTE);
    assertThat(note.toString()).isEqualTo(NOTE);
    assertThat(note.signedBy(KEY.verifying())).isTrue();
    assertThat(note.signedBy(witness)).isTrue();
    var other = SignedNote.parse(NOTE.replace("\n8\n", "\n9\n"));
    assertThat(other.signedBy(KEY.verifying())).isFalse();
    assertThat(other.signedBy(witness)).isFalse();
    assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(8);
  }

  @Test
  void aCommitmentIsThatOfTheDesignVector() {
    assertThat(Commitment.of(bytes(0x40), "{\"email\":\"a@example.org\",\"name\":\"Jane Roe\"}"))
        .isEqualTo("8d7c773be5e68004b34db285d2205df9f51e5dacb2477a9c227bb73e63f13fb1");
  }

  @Test
  void canonicalJsonIsThatOfTheRfcAndOfTheDesignVector() {
    var ours = new LinkedHashMap<String, Object>();
    ours.put("c", MAPPER.readTree("[true,null]"));
    ours.put("b", 1);
    ours.put("a", "é");
    assertThat(CanonicalJson.sha256(CanonicalJson.of(ours)))
        .isEqualTo("9351126962ec151dbc6c007b85647facd7b1dd4a3a24f1640444422ec639773f");
    var sample =
        """
        {"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
        "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
        "literals":[null,true,false]}
        """;
    assertThat(CanonicalJson.sha256(CanonicalJson.of(MAPPER.readTree(sample))))
        .isEqualTo("2d5e01a318d0f0879ab568c4be289c8b1f64ef8921a53c6277d5e069978baacb");
  }

  @Test
  void whatHasNoExactFormIsRefused() {
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("n", 9_007_199_254_740_993L)))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("n", -9_007_199_254_740_993L)))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("s", "a\ud800b")))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> CanonicalJson.of(Map.of("x", Map.of("\udc00", "key"))))
        .isInstanceOf(InvalidInput.class);
    assertThat(CanonicalJson.of(Map.of("n", 9_007_199_254_740_991L))).isNotEmpty();
  }
}
