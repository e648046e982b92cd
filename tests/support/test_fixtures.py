"""The fixtures that all other tests stand on."""

import pytest
from playwright.async_api import Browser
from redis.asyncio import Redis
from sqlalchemy import text

from api.db.engine import Database
from api.settings import Settings


async def test_a_database_is_migrated_and_real(database: Database) -> None:
    async with database.transaction() as transaction:
        step = await transaction.scalar(text("SELECT version_num FROM alembic_version"))
        extension = await transaction.scalar(
            text("SELECT extname FROM pg_extension WHERE extname = 'btree_gist'")
        )
        await transaction.execute(text("CREATE TABLE left_here (n int)"))
    assert step
    assert extension == "btree_gist"


async def test_no_test_sees_what_another_wrote(database: Database) -> None:
    async with database.transaction() as transaction:
        assert await transaction.scalar(text("SELECT to_regclass('left_here')")) is None


async def test_redis_is_empty_at_every_test(redis: Redis) -> None:
    assert await redis.dbsize() == 0
    await redis.set("left", "here")


async def test_redis_is_empty_again(redis: Redis) -> None:
    assert await redis.dbsize() == 0


def test_settings_point_at_the_parts_of_this_test(
    settings: Settings, database_url: str, redis_url: str
) -> None:
    assert (settings.database_url, settings.redis_url) == (database_url, redis_url)


@pytest.mark.browser
async def test_a_browser_shows_a_page(browser: Browser) -> None:
    page = await browser.new_page()
    await page.set_content("<title>Jobcenter</title>")
    assert await page.title() == "Jobcenter"
