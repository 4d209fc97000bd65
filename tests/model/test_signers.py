"""The keys of the officers: which lines say something, for whom, and when."""

import base64
import datetime as dt

import pytest

from yiananlib.model.signers import read

KIND = "ssh-ed25519"
KEY = base64.b64encode(b"\0\0\0\x0b" + KIND.encode() + b"\0\0\0\x20" + bytes(32)).decode()
BARE = base64.b64encode(b"\0\0\0\x0b" + KIND.encode()).decode()
DAY = dt.date(2026, 4, 20)


@pytest.mark.parametrize(
    ("line", "good"),
    [
        (f"bgs/liaison {KIND} {KEY}", True),
        (f"  bgs/liaison\t{KIND} {KEY} a comment\r", True),
        (f'"bgs/liaison" {KIND} {KEY}', True),
        (f"zjj/*,bgs/* {KIND} {KEY}", True),
        (f"bgs/liaiso? {KIND} {KEY}", True),
        (f"bgs/*,!bgs/liaison {KIND} {KEY}", False),
        (f"!bgs/liaison {KIND} {KEY}", False),
        (f"bgs/l {KIND} {KEY}", False),
        (f"bgs.liaison {KIND} {KEY}", False),
        (f'bgs/liaison namespaces="file,git" {KIND} {KEY}', True),
        (f'bgs/liaison namespaces="file" {KIND} {KEY}', False),
        (f'bgs/liaison cert-authority,namespaces="g*" {KIND} {KEY}', True),
        (f'bgs/liaison valid-after="20260420",valid-before="20260421" {KIND} {KEY}', True),
        (f'bgs/liaison valid-after="20260421" {KIND} {KEY}', False),
        (f'bgs/liaison valid-before="20260420" {KIND} {KEY}', False),
        (f'bgs/liaison valid-before="202604201800Z" {KIND} {KEY}', True),
        ("# bgs/liaison", False),
        ("", False),
    ],
)
def test_a_line_counts_for_the_officer_it_names_while_it_is_valid(line: str, good: bool) -> None:
    signers, faults = read(f"# 钥匙\n{line}\n")
    assert faults == ()
    assert any(signer.is_good("bgs/liaison", DAY) for signer in signers) == good


@pytest.mark.parametrize(
    "text",
    [
        f"bgs/liaison {KIND}\n{KEY}",
        f"bgs/liaison {KIND} {KEY[:40]}\n{KEY[40:]}",
        f"bgs/liaison\n{KIND} {KEY}",
        f"bgs/liaison {KIND} {KEY[:-8]}",
        f"bgs/liaison {KIND} AAAA",
        f"bgs/liaison {KIND} {BARE}",
        f"bgs/liaison ssh-rsa {KEY}",
        f"bgs/liaison ssh-new {KEY}",
        f'bgs/liaison until="20260101" {KIND} {KEY}',
        f'bgs/liaison valid-before="20260230" {KIND} {KEY}',
        f"\ufeffbgs/liaison {KIND} {KEY}",
        f"{KIND} {KEY}",
        "bgs/liaison",
        '"',
    ],
)
def test_a_meaningless_line_is_named(text: str) -> None:
    signers, faults = read(f"\n{text}")
    assert not any(signer.is_good("bgs/liaison", DAY) for signer in signers)
    assert faults[0].line == 2
    assert all(fault.reason for fault in faults)


def test_without_a_day_the_time_bounds_are_ignored() -> None:
    signers, _faults = read(f'bgs/liaison valid-before="20200101" {KIND} {KEY}')
    assert signers[0].is_good("bgs/liaison", None)
