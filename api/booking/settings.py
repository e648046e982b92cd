"""What an authority has decided for a jobcentre, kept beside the interviews so that every process agrees."""

from sqlalchemy.dialects.postgresql import insert

from api.db.engine import Transaction
from api.db.tables.booking import jobcentre_settings
from api.tenants.model import Jobcentre


async def keep(tx: Transaction, jobcentre: Jobcentre) -> None:
    """Keep the jobcentre's own rules for self-booking; done at every start of the worker."""
    values = {
        "move_cutoff_minutes": jobcentre.move_cutoff_minutes,
        "joint_selfbooking": jobcentre.joint_selfbooking,
        "hold_minutes": jobcentre.hold_minutes,
    }
    row = insert(jobcentre_settings).values(jobcentre=jobcentre.code, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=[jobcentre_settings.c.jobcentre], set_=values))
