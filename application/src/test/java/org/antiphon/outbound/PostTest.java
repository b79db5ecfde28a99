package org.antiphon.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Letters to a real SMTP server on this machine.
class PostTest {
  @TempDir Path folder;

  private static Letter letter(String to) {
    return new Letter(
        "0190-abc", to, "Antiphon: größer", "Zwölf Fälle\n", Instant.parse("2026-11-29T10:00:00Z"));
  }

  @Test
  void aLetterArrivesAsItWasWrittenAndSaysThatAProgramSentIt() throws Exception {
    try (var box = Letterbox.open()) {
      assertThat(new Post(box.settings()).send(letter("ada@label.test")))
          .isInstanceOf(Post.Answer.Taken.class);
      assertThat(box.letters())
          .singleElement()
          .satisfies(it -> {
            assertThat(it.getSubject()).isEqualTo("Antiphon: größer");
            assertThat(String.valueOf(it.getContent()).replace("\r", ""))
                .isEqualTo("Zwölf Fälle\n");
            assertThat(it.getMessageID()).isEqualTo("<0190-abc@label.test>");
            assertThat(it.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(it.getAllRecipients()[0]).hasToString("ada@label.test");
            assertThat(it.getSentDate()).isEqualTo("2026-11-29T10:00:00Z");
          });
    }
  }

  @Test
  void whatWillNeverBeTakenIsToldApartFromWhatMayBeTakenLater() throws Exception {
    try (var box = Letterbox.open()) {
      var post = new Post(box.settings());
      box.refuseNextRecipient(550);
      assertThat(post.send(letter("gone@label.test"))).isInstanceOf(Post.Answer.Refused.class);
      box.refuseNextRecipient(450); // greylisted
      assertThat(post.send(letter("ada@label.test"))).isInstanceOf(Post.Answer.Not.class);
      box.refuseNextText(452);
      assertThat(post.send(letter("ada@label.test"))).isInstanceOf(Post.Answer.Not.class);
      box.refuseNextText(554);
      assertThat(post.send(letter("ada@label.test"))).isInstanceOf(Post.Answer.Refused.class);
      assertThat(post.send(letter("no address"))).isInstanceOf(Post.Answer.Refused.class);
      assertThat(box.letters()).isEmpty();
    }
  }

  @Test
  void aServerThatIsNotThereIsNamedAndTriedLater() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try (var box = Letterbox.open()) {
      var there = box.settings();
      var post =
          new Post(
              new org.antiphon.config.MailSettings(
                  there.host(), closed, there.security(), there.from(), "", Optional.empty()));
      assertThat(post.send(letter("ada@label.test"))).isInstanceOf(Post.Answer.Not.class);
      assertThat(post.knock())
          .hasValueSatisfying(
              why -> assertThat(why).contains("localhost port " + closed, "takes no connection"));
      assertThat(new Post(there).knock()).isEmpty();
    }
  }

  @Test
  void withTlsAndTheRightPasswordItArrivesAndWithAWrongOneItSaysWhatIsWrong() throws Exception {
    var tls = tls();
    try (var box = Letterbox.guarded(tls)) {
      var right = box.guardedSettings(folder, Letterbox.password());
      assertThat(new Post(right, Letterbox.trusting(tls)).send(letter("ada@label.test")))
          .isInstanceOf(Post.Answer.Taken.class);
      assertThat(box.letters()).hasSize(1);
      var wrong = box.guardedSettings(folder, "another");
      assertThat(new Post(wrong, Letterbox.trusting(tls)).knock())
          .hasValueSatisfying(why ->
              assertThat(why)
                  .contains("does not take the user and the password")
                  .doesNotContain("another"));
    }
  }

  @Test
  void aServerWithoutTlsOrWithACertificateThatNobodyVouchesForHearsNoPassword() throws Exception {
    try (var open = Letterbox.open()) {
      assertThat(new Post(open.guardedSettings(folder, Letterbox.password())).knock())
          .hasValueSatisfying(why -> assertThat(why).contains("STARTTLS"));
    }
    try (var box = Letterbox.guarded(tls())) {
      assertThat(new Post(box.guardedSettings(folder, Letterbox.password())).knock())
          .hasValueSatisfying(why -> assertThat(why).contains("no TLS with it"));
    }
  }

  private SSLContext tls() throws IOException, InterruptedException, GeneralSecurityException {
    return Letterbox.context(
        Letterbox.keys(java.nio.file.Files.createTempDirectory(folder, "keys")));
  }
}
