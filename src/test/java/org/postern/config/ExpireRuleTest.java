package org.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpireRuleTest {
    private static ExpireRule days(String mailboxes, int days) {
        return new ExpireRule(mailboxes, Optional.of(Duration.ofDays(days)));
    }

    @Test
    void aRuleIsMailboxesAndAnAge() {
        assertThat(ExpireRule.parse("Trash 30d")).isEqualTo(days("Trash", 30));
        assertThat(ExpireRule.parse(" \\Junk   14d ")).isEqualTo(days("\\Junk", 14));
        assertThat(ExpireRule.parse("Deleted Items/*  2d")).isEqualTo(days("Deleted Items/*", 2));
        assertThat(ExpireRule.parse("* never")).isEqualTo(new ExpireRule("*", Optional.empty()));
    }

    @Test
    void aFieldHasSeveral() {
        assertThat(ExpireRule.parseField("Trash:30d,\\Junk:never,Deleted%20Items:1d,a%2Cb%25%2c:2d,c:d:3d"))
                .isEqualTo(List.of(
                        days("Trash", 30),
                        new ExpireRule("\\Junk", Optional.empty()),
                        days("Deleted Items", 1),
                        days("a,b%,", 2),
                        days("c:d", 3)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', like \"Trash 30d\"",
        "30d, like \"Trash 30d\"",
        "Trash, like \"Trash 30d\"",
        "Trash 30, not a duration: '30'",
        "Trash 0d, out of range",
        "\\Bin 30d, no use of a mailbox called '\\Bin'",
        "/a 30d, no mailbox can be called",
        "a/ 30d, no mailbox can be called",
        "a//b 30d, no mailbox can be called",
    })
    void whatIsWrongIsSaid(String text, String problem) {
        assertThatThrownBy(() -> ExpireRule.parse(text)).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| like \"Trash:30d,Junk:14d\"",
                "Trash| like \"Trash:30d,Junk:14d\"",
                ":30d| like \"Trash:30d,Junk:14d\"",
                "Trash:30d,| like \"Trash:30d,Junk:14d\"",
                "Trash:| not a duration: ''",
                "a%20b%:1d| '%' begins only",
                "a%2:1d| '%' begins only",
                "a%%2520:1d| '%' begins only",
            })
    void whatIsWrongInAFieldIsSaid(String text, String problem) {
        assertThatThrownBy(() -> ExpireRule.parseField(text))
                .hasMessageStartingWith("expire: ")
                .hasMessageContaining(problem);
    }
}
