package org.antiphon.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:8.8.8.8",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotOnTheOpenInternetIsOutOfBounds(String literal) {
    // a mapped address becomes a plain one in Java, and is judged as such
    boolean mappedPublic = literal.equals("::ffff:8.8.8.8");
    assertThat(AddressRules.objection(InetAddress.ofLiteral(literal), Reach.PUBLIC).isPresent())
        .isEqualTo(!mappedPublic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "172.32.0.1",
        "100.128.0.1",
        "126.1.1.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "64:ff9b::808:808"
      })
  void whatIsOnTheOpenInternetMayBeCalled(String literal) {
    assertThat(AddressRules.objection(InetAddress.ofLiteral(literal), Reach.PUBLIC)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "10.0.0.1", "169.254.169.254", "2606:4700::1111", "0.0.0.0"})
  void aSimulatedPlatformIsThisMachineAndNothingElse(String literal) {
    assertThat(AddressRules.objection(InetAddress.ofLiteral(literal), Reach.LOOPBACK)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.53", "::1"})
  void aSimulatedPlatformMayBeCalledHere(String literal) {
    assertThat(AddressRules.objection(InetAddress.ofLiteral(literal), Reach.LOOPBACK)).isEmpty();
  }
}
