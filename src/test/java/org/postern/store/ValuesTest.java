package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values that need no test class of their own. */
final class ValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b",
                "no-at",
                "A@b",
                "a@B.org",
                "../x@b",
                ".a@b",
                "a@..",
                "a@.b",
                "a/b@c",
                "a@b/c",
                "a\\b@c",
                "a\u0000@b",
                "a\n@b",
                "a b@c",
                "a@b\u2028"
            })
    void whatCouldHarmAPathOrALogIsNoUserName(String address) {
        assertThatThrownBy(() -> new UserName(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUserNameEndsAtTheLimitAndSplitsAtItsLastAt() {
        String longest = "a".repeat(UserName.MAX_LENGTH - 2) + "@b";
        assertThat(UserName.of(longest).address()).isEqualTo(longest);
        assertThatThrownBy(() -> UserName.of("a" + longest)).isInstanceOf(IllegalArgumentException.class);
        UserName odd = UserName.of("Two@Signs@Example.ORG");
        assertThat(odd.localPart()).isEqualTo("two@signs");
        assertThat(odd.domain()).isEqualTo("example.org");
    }

    @Test
    void roomIsCountedWithoutOverflow() {
        StorageUse use = new StorageUse(600, 3, OptionalLong.of(1000), OptionalLong.of(4));
        assertThat(use.hasRoomFor(Long.MAX_VALUE, 0)).isFalse();
        assertThat(use.hasRoomFor(0, Long.MAX_VALUE)).isFalse();
        assertThat(use.hasRoomFor(401, 1)).isFalse();
        assertThat(use.hasRoomFor(400, 2)).isFalse();
        assertThat(use.hasRoomFor(400, 1)).isTrue();
        assertThat(StorageUse.unlimited(1L << 62, 1).hasRoomFor(1L << 61, 1)).isTrue();
        StorageUse over = new StorageUse(2000, 0, OptionalLong.of(1000), OptionalLong.empty());
        assertThat(over.hasRoomFor(0, 0)).isFalse();
    }

    @Test
    void modSequencesAreNotNegativeAndCompare() {
        assertThatThrownBy(() -> new ModSeq(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new ModSeq(Long.MAX_VALUE)).isGreaterThan(ModSeq.ZERO);
    }

    @Test
    void theUsualMailboxesAreNamedAfterTheirUse() {
        assertThat(SpecialUse.OF_NEW_ACCOUNTS)
                .extracting(use -> use.defaultName().path())
                .containsExactly("Drafts", "Sent", "Junk", "Trash", "Archive");
    }
}
