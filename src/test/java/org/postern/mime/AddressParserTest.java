package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AddressParserTest {

    /** Input and the entries found, each name, route, local part and host; a brace begins or ends a group. */
    private static final String[][] ROWS = {
        {"", ""},
        {" , ,, ", ""},
        {"<>", ""},
        {"@", ""},
        {"(only a comment)", ""},
        {"\\", ""},
        {"\"", ""},
        {"(", ""},
        {"<", ""},
        {":", ""},
        {";", ""},
        {"a@b (comment \\", "comment \\||a|b"},
        {"a@b (never closed", "never closed||a|b"},
        {"\"never closed <a@b>, c@d", "never closed||a|b ||c|d"},
        {"root", "||root|"},
        {"root, admin", "||root| ||admin|"},
        {"a@", "||a|"},
        {"@b", "|||b"},
        {"Bob <>", "Bob|||"},
        {"Bob <b", "Bob||b|"},
        {"Bob <b@c, d@e", "Bob||b|c ||d|e"},
        {"<<a@b>", "||a|b"},
        {"<a@b>>", "||a|b"},
        {"a@b@c", "||a@b|c"},
        {"Bob, the B <b@x.org>", "Bob, the B||b|x.org"},
        {"Smith, John <j@x>, Doe, Jane <d@x>", "Smith, John||j|x Doe, Jane||d|x"},
        {"\"Bob\", <b@x>", "||Bob| ||b|x"},
        {"x <a@b> <c@d>", "x||a|b ||c|d"},
        {"some words a@b more", "some words||a|b"},
        {"a@b; c@d", "||a|b ||c|d"},
        {"<@b>", "|||b"},
        {"two words", "two words|||"},
        {"g: a@b, c@d", "{g ||a|b ||c|d }"},
        {"g:;", "{g }"},
        {"g: h: a@b;, c@d;", "{g h:||a|b } ||c|d"},
        {"\u00f6\u00e4 <\u00f6@\u00e4>", "\u00f6\u00e4||\u00f6|\u00e4"},
        {"a@b", "||a|b"},
        {"a@b (Bob)", "Bob||a|b"},
        {"(x) a (y) @ (z) b", "z||a|b"},
        {"a . b @ c . d", "||a.b|c.d"},
        {"a.b@c.d.", "||a.b|c.d."},
        {"Bob <a @ b>", "Bob||a|b"},
        {"\"B \\\"o\\\\ b\" <a@b>", "B \"o\\ b||a|b"},
        {"\"a@b\" <a@b>", "a@b||a|b"},
        {"\"a b\"@c", "||a b|c"},
        {"<\"a,b\"@c>", "||a,b|c"},
        {"a@[192.0.2.1]", "||a|[192.0.2.1]"},
        {"a@[IPv6:2001:db8::1]", "||a|[IPv6:2001:db8::1]"},
        {"<@r1,@r2:a@b>", "|@r1,@r2|a|b"},
        {"=?utf-8?q?J=C3=B6rg?= <j@x>", "=?utf-8?q?J=C3=B6rg?=||j|x"},
        {"John Q. Public <j@x>", "John Q. Public||j|x"},
        {"Bob\r\n\t<a@\r\n b>", "Bob||a|b"},
        {"A Group:Ed Jones <c@a.test>,joe@where.test;", "{A Group Ed Jones||c|a.test ||joe|where.test }"},
    };

    @TestFactory
    Stream<DynamicTest> table() {
        return Stream.of(ROWS)
                .map(row -> DynamicTest.dynamicTest("<" + row[0] + ">", () -> {
                    assertThat(print(AddressParser.parse(Octets.latin1(row[0]), 100)))
                            .isEqualTo(row[1]);
                }));
    }

    @Test
    void junkNeverFailsAndGroupsAreBalanced() {
        String alphabet = "ab@.<>,;:()[]\"\\ \r\n\u00e9\0";
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String junk = random.ints(random.nextInt(30), 0, alphabet.length())
                    .mapToObj(i -> alphabet.substring(i, i + 1))
                    .collect(Collectors.joining());
            List<Address> found = AddressParser.parse(Octets.latin1(junk), 1 + random.nextInt(5));
            int open = 0;
            for (Address address : found) {
                open += address instanceof Address.GroupStart ? 1 : address instanceof Address.GroupEnd ? -1 : 0;
                assertThat(open).as("seed %d", seed).isBetween(0, 1);
            }
            assertThat(open).as("seed %d", seed).isZero();
        }
    }

    @Test
    void theLimitEndsTheList() {
        assertThat(AddressParser.parse(Octets.latin1("a@b,".repeat(50)), 10)).hasSize(10);
        assertThat(print(AddressParser.parse(Octets.latin1("g:" + "a@b,".repeat(50)), 3)))
                .isEqualTo("{g ||a|b ||a|b }");
    }

    private static String print(List<Address> addresses) {
        return addresses.stream().map(AddressParserTest::print).collect(Collectors.joining(" "));
    }

    private static String print(Address address) {
        if (address instanceof Address.Mailbox mailbox) {
            return text(mailbox.name()) + "|" + text(mailbox.route()) + "|"
                    + mailbox.local().latin1() + "|" + mailbox.host().latin1();
        }
        return address instanceof Address.GroupStart group ? "{" + group.name().latin1() : "}";
    }

    private static String text(Optional<Octets> octets) {
        return octets.map(Octets::latin1).orElse("");
    }
}
