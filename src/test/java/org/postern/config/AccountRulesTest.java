package org.postern.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fields of users and domains make of the rules of all. */
final class AccountRulesTest {
    private static final AccountRules OF_ALL = new AccountRules(
            OptionalLong.of(7),
            OptionalLong.empty(),
            ByteSize.UNLIMITED,
            new Extra(0, 5),
            List.of(percent("Trash", 10), ignored("Junk")));

    private static FolderRule percent(String folder, int percent) {
        return new FolderRule(folder, Optional.of(new Extra(0, percent)));
    }

    private static FolderRule ignored(String folder) {
        return new FolderRule(folder, Optional.empty());
    }

    @Test
    void aFieldComesBeforeWhatHoldsForMore() {
        assertThat(OF_ALL.with(Map.of("quota", "1G"))).isSameAs(OF_ALL);

        AccountRules ofDomain =
                OF_ALL.with(Map.of("quota-rules", "Trash:+0%,Old%20Mail/a%2Cb:+1G", "quota-grace", "1M"));
        assertThat(ofDomain.grace()).isEqualTo(new Extra(1 << 20, 0));
        assertThat(ofDomain.folders()).hasValue(7);
        assertThat(ofDomain.folderRules())
                .containsExactly(
                        percent("Trash", 0),
                        new FolderRule("Old Mail/a,b", Optional.of(new Extra(1 << 30, 0))),
                        ignored("Junk"));

        AccountRules ofUser = ofDomain.with(Map.of("quota-rules", "Junk:+5%"));
        assertThat(ofUser.grace()).isEqualTo(ofDomain.grace());
        assertThat(ofUser.folderRules()).startsWith(percent("Junk", 5), percent("Trash", 0));
        assertThat(ofUser.folderRules()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quota-rules| ''| must be rules like",
                "quota-rules| Trash| must be rules like",
                "quota-rules| Trash:10%| must be rules like",
                "quota-rules| Junk:ignore| must be rules like",
                "quota-rules| Trash:+10%,| must be rules like",
                "quota-rules| Trash:+1001%| 1000",
                "quota-rules| Trash:+many| many",
                "quota-rules| a%zz:+1M| '%' begins only",
                "quota-rules| a//b:ignored| not a folder's name",
                "quota-grace| ''| must be a share (10%) or a size (10M), not ''",
                "quota-grace| -1M| must be a share (10%) or a size (10M), not '-1M'",
                "quota-grace| 1000000%| must be a share (10%) or a size (10M), not '1000000%'",
                "quota-grace| unlimited| not unlimited",
            })
    void aFieldThatIsWrongIsNamed(String field, String text, String sentence) {
        assertThatThrownBy(() -> OF_ALL.with(Map.of(field, text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": ")
                .hasMessageContaining(sentence);
    }
}
